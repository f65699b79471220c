//! The entries that `org.kinora.container.mp4.NativeMovie` calls.
//!
//! Java holds a movie by a number that was never an address. A number that is not, or no longer,
//! in the registry gives an `IllegalStateException`, as does a panic; arguments that do not fit
//! give an `IllegalArgumentException`. Every entry runs inside [`guard`].

use crate::java::{Env, Java, Reference, guard, unsigned};
use crate::movie::Movie;
use crate::registry::{self, with_movie};
use crate::track::{Kind, Sample, Track};
use crate::{Refusal, Result, argument};
use shiguredo_mp4::Mp4FileTime;
use shiguredo_mp4::boxes::Brand;
use std::num::NonZeroU32;
use std::ptr;

/// Bytes of one sample's record; see `NativeMovie` for its fields.
const RECORD: usize = 48;

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
        duration: long(40),
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
    fragmented: u8,
) -> i64 {
    guard(env, 0, |_| {
        Ok(registry::open(if fragmented == 0 { Movie::default() } else { Movie::fragmented() }))
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_release(
    env: Env,
    _class: Reference,
    handle: i64,
) {
    guard(env, (), |_| {
        registry::close(handle);
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
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_addForeignEntry(
    env: Env,
    _class: Reference,
    handle: i64,
    track: i32,
    entry: Reference,
) -> i32 {
    guard(env, -1, |java| {
        let entry = java.bytes_of(entry)?;
        let track = unsigned(track, "track")?;
        with_movie(handle, |movie| Ok(movie.track(track)?.add_foreign_entry(&entry)? as i32))
    })
}

/// `created` counts seconds from 1904 on, 0 where not known; `end_us` is the largest number where
/// the presentation ends with the samples.
#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_setExtent(
    env: Env,
    _class: Reference,
    handle: i64,
    created: i64,
    end_us: i64,
) {
    guard(env, (), |_| {
        let Ok(created) = u32::try_from(created) else {
            return argument(format!("created {created} seconds after 1904"));
        };
        let created = Mp4FileTime::from_secs(created.into());
        let end_us = (end_us != i64::MAX).then_some(end_us);
        with_movie(handle, |movie| {
            movie.set_extent(created, end_us);
            Ok(())
        })
    });
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
        with_movie(handle, |movie| append_all(movie, &records))
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
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_buildMoov(
    env: Env,
    _class: Reference,
    handle: i64,
    payload: i64,
) -> i64 {
    guard(env, -1, |_| {
        let Ok(payload) = u64::try_from(payload) else {
            return argument(format!("payload at {payload}"));
        };
        with_movie(handle, |movie| Ok(movie.build(payload)? as i64))
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_moovPiece(
    env: Env,
    _class: Reference,
    handle: i64,
    from: i64,
    most: i32,
) -> Reference {
    guard(env, ptr::null_mut(), |java| {
        let Ok(from) = usize::try_from(from) else {
            return argument(format!("byte {from}"));
        };
        let most = unsigned(most, "count")? as usize;
        with_movie(handle, |movie| java.array_of(movie.piece(from, most)?))
    })
}

#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_opening(
    env: Env,
    _class: Reference,
    handle: i64,
    hybrid: u8,
) -> Reference {
    guard(env, ptr::null_mut(), |java| {
        java.array_of(&with_movie(handle, |movie| movie.opening(hybrid != 0))?)
    })
}

/// `next` is the number of the track whose sample comes next, or negative.
#[unsafe(no_mangle)]
extern "system" fn Java_org_kinora_container_mp4_NativeMovie_closeFragment(
    env: Env,
    _class: Reference,
    handle: i64,
    at: i64,
    next: i32,
    next_decode: i64,
) -> Reference {
    guard(env, ptr::null_mut(), |java| {
        let Ok(at) = u64::try_from(at) else {
            return argument(format!("fragment at {at}"));
        };
        let next = u32::try_from(next).ok().map(|track| (track, next_decode));
        java.array_of(&with_movie(handle, |movie| movie.close_fragment(at, next))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(0x2f2e_2d2c_2b2a_2928, sample.duration);
    }
}
