//! The border to `org.kinora.container.mp4.NativeMovie`: the only unsafe code of this crate.
//!
//! Java holds a movie by a number that was never an address. A number that is not, or no longer,
//! in the registry gives an `IllegalStateException`, as does a panic; arguments that do not fit
//! give an `IllegalArgumentException`. Every entry runs inside [`guard`].

use crate::movie::Movie;
use crate::track::{Kind, Sample, Track};
use crate::{Refusal, Result, argument};
use core::ffi::{CStr, c_char, c_void};
use shiguredo_mp4::boxes::Brand;
use std::any::Any;
use std::collections::HashMap;
use std::ffi::CString;
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// A JNI reference: valid until the native call returns.
type Reference = *mut c_void;

/// The function table of the Java Native Interface, version 1.8 (JNI specification, chapter 4).
type Env = *mut *const [*const c_void; 233];

const FIND_CLASS: usize = 6;
const THROW_NEW: usize = 14;
const GET_ARRAY_LENGTH: usize = 171;
const NEW_BYTE_ARRAY: usize = 176;
const GET_BYTE_ARRAY_REGION: usize = 200;
const SET_BYTE_ARRAY_REGION: usize = 208;
const GET_DIRECT_BUFFER_ADDRESS: usize = 230;
const GET_DIRECT_BUFFER_CAPACITY: usize = 231;

/// Bytes of one sample's record; see `NativeMovie` for its fields.
const RECORD: usize = 48;

/// All open movies. A movie is locked by itself, so that muxers do not wait for one another.
struct Registry {
    movies: HashMap<i64, Arc<Mutex<Movie>>>,
    next: i64,
}

static REGISTRY: LazyLock<Mutex<Registry>> =
    LazyLock::new(|| Mutex::new(Registry { movies: HashMap::new(), next: 1 }));

fn registry() -> MutexGuard<'static, Registry> {
    // Nothing in here can be left half done.
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

fn with_movie<T>(handle: i64, action: impl FnOnce(&mut Movie) -> Result<T>) -> Result<T> {
    let Some(movie) = registry().movies.get(&handle).cloned() else {
        return Err(Refusal::State(format!("movie {handle} is closed")));
    };
    let Ok(mut movie) = movie.lock() else {
        return Err(Refusal::State(format!("movie {handle} broke down in an earlier call")));
    };
    action(&mut movie)
}

/// The calling thread's Java environment.
#[derive(Clone, Copy)]
struct Java(Env);

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
    fn bytes_of(self, array: Reference) -> Result<Vec<u8>> {
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
    fn array_of(self, bytes: &[u8]) -> Result<Reference> {
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

    /// The first `length` bytes of a direct buffer, to be read before the native call returns.
    fn direct<'a>(self, buffer: Reference, length: usize) -> Result<&'a [u8]> {
        if buffer.is_null() {
            return argument("no buffer");
        }
        // SAFETY: signatures as in the specification. Java holds the buffer while it waits for this
        // call, and its session belongs to one thread, so nothing frees or writes the memory.
        unsafe {
            let address: extern "system" fn(Env, Reference) -> *mut u8 =
                self.function(GET_DIRECT_BUFFER_ADDRESS);
            let capacity: extern "system" fn(Env, Reference) -> i64 =
                self.function(GET_DIRECT_BUFFER_CAPACITY);
            let Some(address) = NonNull::new(address(self.0, buffer)) else {
                return argument("not a direct buffer");
            };
            let capacity = usize::try_from(capacity(self.0, buffer)).unwrap_or(0);
            if length > capacity {
                return argument(format!("{length} bytes of records in a buffer of {capacity}"));
            }
            Ok(core::slice::from_raw_parts(address.as_ptr(), length))
        }
    }
}

/// Runs an entry; what goes wrong becomes a Java exception and `otherwise` is returned.
fn guard<T>(env: Env, otherwise: T, action: impl FnOnce(Java) -> Result<T>) -> T {
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

fn unsigned(value: i32, what: &str) -> Result<u32> {
    u32::try_from(value).or_else(|_| argument(format!("{what} {value}")))
}

fn add_track(
    java: Java,
    handle: i64,
    kind: Kind,
    timescale: i32,
    brand: i32,
    name: Reference,
) -> Result<i32> {
    let Some(timescale) = NonZeroU32::new(unsigned(timescale, "timescale")?) else {
        return argument("timescale 0");
    };
    let name = String::from_utf8_lossy(&java.bytes_of(name)?).into_owned();
    let brand = (brand != 0).then(|| Brand::new(brand.to_be_bytes()));
    with_movie(handle, |movie| Ok(movie.add_track(Track::new(kind, timescale, name), brand) as i32))
}

/// Reads one record: the fields as `NativeMovie` lays them out, little-endian.
fn read_record(record: &[u8; RECORD]) -> (u32, Sample) {
    let int = |at: usize| u32::from_le_bytes(core::array::from_fn(|i| record[at + i]));
    let long = |at: usize| u64::from_le_bytes(core::array::from_fn(|i| record[at + i]));
    let sample = Sample {
        entry: int(4),
        size: int(8),
        key: int(12) & 1 != 0,
        decode: long(16) as i64,
        presentation: long(24) as i64,
        offset: long(32),
        duration: int(40),
    };
    (int(0), sample)
}

fn append_all(movie: &mut Movie, records: &[u8]) -> Result<()> {
    let (records, _) = records.as_chunks::<RECORD>();
    for (index, record) in records.iter().enumerate() {
        let (track, sample) = read_record(record);
        movie.append(track, sample).map_err(|refusal| match refusal {
            Refusal::Argument(text) => {
                Refusal::Argument(format!("track {track}, record {index}: {text}"))
            }
            state => state,
        })?;
    }
    Ok(())
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_create(
    env: Env,
    _class: Reference,
) -> i64 {
    guard(env, 0, |_| {
        let mut registry = registry();
        let handle = registry.next;
        registry.next += 1;
        registry.movies.insert(handle, Arc::default());
        Ok(handle)
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_release(
    env: Env,
    _class: Reference,
    handle: i64,
) {
    guard(env, (), |_| {
        let movie = registry().movies.remove(&handle);
        drop(movie);
        Ok(())
    });
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_addVideo(
    env: Env,
    _class: Reference,
    handle: i64,
    timescale: i32,
    width: i32,
    height: i32,
    brand: i32,
    name: Reference,
) -> i32 {
    guard(env, -1, |java| {
        let (Ok(width), Ok(height)) = (u16::try_from(width), u16::try_from(height)) else {
            return argument(format!("picture of {width}x{height}; at most 65535 each way"));
        };
        add_track(java, handle, Kind::Video { width, height }, timescale, brand, name)
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_addAudio(
    env: Env,
    _class: Reference,
    handle: i64,
    timescale: i32,
    lead: i32,
    roll: i32,
    brand: i32,
    name: Reference,
) -> i32 {
    guard(env, -1, |java| {
        let kind = Kind::Audio { lead: unsigned(lead, "lead")?, roll: unsigned(roll, "roll")? };
        add_track(java, handle, kind, timescale, brand, name)
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_addTimecode(
    env: Env,
    _class: Reference,
    handle: i64,
    timescale: i32,
) -> i32 {
    guard(env, -1, |_| {
        let Some(timescale) = NonZeroU32::new(unsigned(timescale, "timescale")?) else {
            return argument("timescale 0");
        };
        let track = Track::new(Kind::Timecode, timescale, String::new());
        with_movie(handle, |movie| Ok(movie.add_track(track, None) as i32))
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_refer(
    env: Env,
    _class: Reference,
    handle: i64,
    track: i32,
    timecode: i32,
) {
    guard(env, (), |_| {
        let track = unsigned(track, "track")?;
        let timecode = unsigned(timecode, "track")?;
        with_movie(handle, |movie| {
            if !movie.track(timecode)?.is_timecode() {
                return argument(format!("track {timecode} is no timecode"));
            }
            movie.track(track)?.refer_to_timecode(timecode);
            Ok(())
        })
    });
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_describe(
    env: Env,
    _class: Reference,
    handle: i64,
    brand: i32,
    user_data: Reference,
) {
    guard(env, (), |java| {
        let user_data = java.bytes_of(user_data)?;
        with_movie(handle, |movie| {
            movie.set_major_brand(Brand::new(brand.to_be_bytes()));
            movie.set_user_data(user_data);
            Ok(())
        })
    });
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_addEntry(
    env: Env,
    _class: Reference,
    handle: i64,
    track: i32,
    entry: Reference,
) -> i32 {
    guard(env, -1, |java| {
        let entry = java.bytes_of(entry)?;
        let track = unsigned(track, "track")?;
        with_movie(handle, |movie| Ok(movie.track(track)?.add_entry(&entry)? as i32))
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_append(
    env: Env,
    _class: Reference,
    handle: i64,
    records: Reference,
    count: i32,
) {
    guard(env, (), |java| {
        let length = unsigned(count, "count")? as usize * RECORD;
        let records = java.direct(records, length)?;
        with_movie(handle, |movie| append_all(movie, records))
    });
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_head(
    env: Env,
    _class: Reference,
    handle: i64,
    reserved: i32,
) -> Reference {
    guard(env, ptr::null_mut(), |java| {
        let reserved = unsigned(reserved, "reserved")? as usize;
        java.array_of(&with_movie(handle, |movie| movie.head(reserved))?)
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_moov(
    env: Env,
    _class: Reference,
    handle: i64,
    payload: i64,
) -> Reference {
    guard(env, ptr::null_mut(), |java| {
        let Ok(payload) = u64::try_from(payload) else {
            return argument(format!("payload at {payload}"));
        };
        java.array_of(&with_movie(handle, |movie| movie.moov(payload))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_handle_is_refused() {
        assert!(matches!(with_movie(-7, |_| Ok(())), Err(Refusal::State(_))));
    }

    #[test]
    fn broken_movie_stays_refused() {
        registry().movies.insert(-1, Arc::default());
        let broken = catch_unwind(|| with_movie(-1, |_| -> Result<()> { panic!("on purpose") }));
        assert_eq!("on purpose", panic_message(&*broken.unwrap_err()));
        assert!(matches!(with_movie(-1, |_| Ok(())), Err(Refusal::State(_))));
        registry().movies.remove(&-1);
    }

    #[test]
    fn record_fields_lie_where_java_puts_them() {
        let record: [u8; RECORD] = core::array::from_fn(|i| i as u8);
        let (track, sample) = read_record(&record);
        assert_eq!(0x0302_0100, track);
        assert_eq!(0x0706_0504, sample.entry);
        assert_eq!(0x0b0a_0908, sample.size);
        assert!(!sample.key);
        assert_eq!(0x1716_1514_1312_1110, sample.decode);
        assert_eq!(0x1f1e_1d1c_1b1a_1918, sample.presentation);
        assert_eq!(0x2726_2524_2322_2120, sample.offset);
        assert_eq!(0x2b2a_2928, sample.duration);
    }
}
