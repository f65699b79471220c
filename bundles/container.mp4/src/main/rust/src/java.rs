//! The calling thread's Java environment: the only unsafe code of this crate.

use crate::{Refusal, Result, argument};
use core::ffi::{CStr, c_char, c_void};
use std::any::Any;
use std::ffi::CString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

/// A JNI reference: valid until the native call returns.
pub(crate) type Reference = *mut c_void;

/// The function table of the Java Native Interface, version 1.8 (JNI specification, chapter 4).
pub(crate) type Env = *mut *const [*const c_void; 233];

const FIND_CLASS: usize = 6;
const THROW_NEW: usize = 14;
const GET_ARRAY_LENGTH: usize = 171;
const NEW_BYTE_ARRAY: usize = 176;
const GET_BYTE_ARRAY_REGION: usize = 200;
const SET_BYTE_ARRAY_REGION: usize = 208;
const GET_DIRECT_BUFFER_ADDRESS: usize = 230;
const GET_DIRECT_BUFFER_CAPACITY: usize = 231;

/// The calling thread's Java environment.
#[derive(Clone, Copy)]
pub(crate) struct Java(Env);

impl Java {
    /// A function of the table.
    ///
    /// # Safety
    /// `F` is the signature that the specification gives for `index`.
    unsafe fn function<F: Copy>(self, index: usize) -> F {
        const { assert!(size_of::<F>() == size_of::<*const c_void>()) };
        // SAFETY: the environment is valid during a native call; F is a function pointer of the
        // table entry's type, by the caller's promise.
        unsafe { core::mem::transmute_copy(&(**self.0)[index]) }
    }

    fn throw(self, class: &CStr, message: &str) {
        let ascii: String = message
            .chars()
            .map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' })
            .collect();
        let text = CString::new(ascii).unwrap_or_default();
        // SAFETY: signatures as in the specification; both strings end in NUL.
        unsafe {
            let find: extern "system" fn(Env, *const c_char) -> Reference =
                self.function(FIND_CLASS);
            let throw_new: extern "system" fn(Env, Reference, *const c_char) -> i32 =
                self.function(THROW_NEW);
            let class = find(self.0, class.as_ptr());
            if !class.is_null() {
                throw_new(self.0, class, text.as_ptr());
            }
        }
    }

    /// A copy of a Java byte array.
    pub(crate) fn bytes_of(self, array: Reference) -> Result<Vec<u8>> {
        if array.is_null() {
            return argument("no byte array");
        }
        // SAFETY: signatures as in the specification; the region is exactly the array and the copy.
        unsafe {
            let length: extern "system" fn(Env, Reference) -> i32 = self.function(GET_ARRAY_LENGTH);
            let region: extern "system" fn(Env, Reference, i32, i32, *mut u8) =
                self.function(GET_BYTE_ARRAY_REGION);
            let length = length(self.0, array);
            let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
            region(self.0, array, 0, length, bytes.as_mut_ptr());
            Ok(bytes)
        }
    }

    /// A new Java byte array; null, with an OutOfMemoryError pending, if there is no room.
    pub(crate) fn array_of(self, bytes: &[u8]) -> Result<Reference> {
        let Ok(length) = i32::try_from(bytes.len()) else {
            return argument(format!("boxes of {} bytes; a Java array holds 2 GiB", bytes.len()));
        };
        // SAFETY: signatures as in the specification; the array is as long as the bytes.
        unsafe {
            let new: extern "system" fn(Env, i32) -> Reference = self.function(NEW_BYTE_ARRAY);
            let region: extern "system" fn(Env, Reference, i32, i32, *const u8) =
                self.function(SET_BYTE_ARRAY_REGION);
            let array = new(self.0, length);
            if !array.is_null() {
                region(self.0, array, 0, length, bytes.as_ptr());
            }
            Ok(array)
        }
    }

    /// A copy of the first `length` bytes of a direct buffer: what it holds may change meanwhile.
    pub(crate) fn direct(self, buffer: Reference, length: usize) -> Result<Vec<u8>> {
        if buffer.is_null() {
            return argument("no buffer");
        }
        // SAFETY: signatures as in the specification. Java holds the buffer while it waits for this
        // call, so its memory stays; no reference to it is made, and any bytes will do.
        unsafe {
            let address: extern "system" fn(Env, Reference) -> *const u8 =
                self.function(GET_DIRECT_BUFFER_ADDRESS);
            let capacity: extern "system" fn(Env, Reference) -> i64 =
                self.function(GET_DIRECT_BUFFER_CAPACITY);
            let Some(address) = NonNull::new(address(self.0, buffer).cast_mut()) else {
                return argument("not a direct buffer");
            };
            let capacity = usize::try_from(capacity(self.0, buffer)).unwrap_or(0);
            if length > capacity {
                return argument(format!("{length} bytes of records in a buffer of {capacity}"));
            }
            let mut bytes = vec![0; length];
            address.as_ptr().copy_to_nonoverlapping(bytes.as_mut_ptr(), length);
            Ok(bytes)
        }
    }
}

/// Runs an entry; what goes wrong becomes a Java exception and `otherwise` is returned.
pub(crate) fn guard<T>(env: Env, otherwise: T, action: impl FnOnce(Java) -> Result<T>) -> T {
    let java = Java(env);
    match catch_unwind(AssertUnwindSafe(|| action(java))) {
        Ok(Ok(value)) => return value,
        Ok(Err(Refusal::Argument(message))) => {
            java.throw(c"java/lang/IllegalArgumentException", &message);
        }
        Ok(Err(Refusal::State(message))) => {
            java.throw(c"java/lang/IllegalStateException", &message);
        }
        Err(panic) => java.throw(
            c"java/lang/IllegalStateException",
            &format!("the native movie broke down: {}", panic_message(&*panic)),
        ),
    }
    otherwise
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic")
}

/// A number that may not be negative.
pub(crate) fn unsigned(value: i32, what: &str) -> Result<u32> {
    u32::try_from(value).or_else(|_| argument(format!("{what} {value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_of_a_panic_is_kept() {
        let panic = catch_unwind(|| panic!("on purpose, {}", 1)).unwrap_err();
        assert_eq!("on purpose, 1", panic_message(&*panic));
    }

    #[test]
    fn negative_number_is_refused() {
        assert_eq!(Ok(3), unsigned(3, "count"));
        assert_eq!(Err(Refusal::Argument("count -1".into())), unsigned(-1, "count"));
    }
}
