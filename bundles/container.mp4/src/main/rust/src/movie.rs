//! The file: `ftyp`, perhaps `free`, `mdat` in front of the samples, and the movie box.

use crate::track::{Sample, Track};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{Brand, FreeBox, FtypBox, MoovBox, MvhdBox};
use shiguredo_mp4::{Encode, Mp4FileTime};
use std::num::NonZeroU32;

/// Ticks a second of a movie with several tracks; one track alone lends its own.
const MICROSECONDS: NonZeroU32 = NonZeroU32::new(1_000_000).unwrap();

/// Header of an `mdat` box with a 64-bit size, to be filled in when the size is known.
const OPEN_MDAT: [u8; 16] = *b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0";

/// A movie and its tracks.
#[derive(Default)]
pub struct Movie {
    tracks: Vec<Track>,
    brands: Vec<Brand>,
}

impl Movie {
    /// Adds a track and returns its number, from 0. `brand` is its codec's, if it has one.
    pub fn add_track(&mut self, track: Track, brand: Option<Brand>) -> u32 {
        self.tracks.push(track);
        if let Some(brand) = brand
            && !self.brands.contains(&brand)
        {
            self.brands.push(brand);
        }
        self.tracks.len() as u32 - 1
    }

    /// The track of this number.
    pub fn track(&mut self, number: u32) -> Result<&mut Track> {
        let count = self.tracks.len();
        match self.tracks.get_mut(number as usize) {
            Some(track) => Ok(track),
            None => argument(format!("track {number} of {count}")),
        }
    }

    /// Adds the next sample of a track.
    pub fn append(&mut self, track: u32, sample: Sample) -> Result<()> {
        self.track(track)?.append(sample)
    }

    /// The bytes in front of the samples: `ftyp`, a `free` box of `reserved` bytes if that is more
    /// than 0, and the header of `mdat` with its size left 0 in the last eight bytes.
    pub fn head(&self, reserved: usize) -> Result<Vec<u8>> {
        let mut compatible_brands = vec![Brand::ISOM, Brand::ISO2, Brand::MP41];
        compatible_brands.extend(&self.brands);
        let mut head =
            FtypBox { major_brand: Brand::ISOM, minor_version: 0x200, compatible_brands }
                .encode_to_vec()?;
        if reserved > 0 {
            head.extend(free(reserved)?);
        }
        head.extend(OPEN_MDAT);
        Ok(head)
    }

    /// The movie box, for a file whose first sample byte lies at `payload`. Tracks without samples
    /// are left out. Can be asked for again: nothing changes.
    pub fn moov(&self, payload: u64) -> Result<Vec<u8>> {
        let tracks: Vec<_> = self.tracks.iter().filter(|track| !track.is_empty()).collect();
        let timescale = match tracks.as_slice() {
            [track] => track.timescale(),
            _ => MICROSECONDS,
        };
        let end = tracks.iter().map(|track| track.payload_end()).max().unwrap_or(0);
        let Some(end) = payload.checked_add(end) else {
            return argument(format!("samples at {payload}"));
        };
        let wide = end > u64::from(u32::MAX);
        let trak_boxes: Vec<_> = (1u32..)
            .zip(tracks)
            .map(|(id, track)| track.to_box(id, timescale.get(), payload, wide))
            .collect();
        let moov = MoovBox {
            mvhd_box: MvhdBox {
                creation_time: Mp4FileTime::default(),
                modification_time: Mp4FileTime::default(),
                timescale,
                duration: trak_boxes.iter().map(|trak| trak.tkhd_box.duration).max().unwrap_or(0),
                rate: MvhdBox::DEFAULT_RATE,
                volume: MvhdBox::DEFAULT_VOLUME,
                matrix: MvhdBox::DEFAULT_MATRIX,
                next_track_id: trak_boxes.len() as u32 + 1,
            },
            trak_boxes,
            mvex_box: None,
            unknown_boxes: Vec::new(),
        };
        Ok(moov.encode_to_vec()?)
    }
}

/// A `free` box of `size` bytes, header included.
pub fn free(size: usize) -> Result<Vec<u8>> {
    let Some(payload) = size.checked_sub(8) else {
        return argument(format!("a free box of {size} bytes; the least is 8"));
    };
    Ok(FreeBox { payload: vec![0; payload] }.encode_to_vec()?)
}
