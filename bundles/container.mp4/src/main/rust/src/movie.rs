//! The file: `ftyp`, perhaps `free`, `mdat` in front of the samples, and the movie box.

use crate::track::{Sample, Track, plain_box};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{Brand, FreeBox, FtypBox, MoovBox, MvhdBox};
use shiguredo_mp4::{Encode, Mp4FileTime};
use std::num::NonZeroU32;

/// Ticks a second of a movie with several tracks; tracks that agree lend theirs.
const MICROSECONDS: NonZeroU32 = NonZeroU32::new(1_000_000).unwrap();

/// Header of an `mdat` box with a 64-bit size, to be filled in when the size is known.
const OPEN_MDAT: [u8; 16] = *b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0";

/// A movie and its tracks.
#[derive(Default)]
pub struct Movie {
    tracks: Vec<Track>,
    brands: Vec<Brand>,
    major_brand: Option<Brand>,
    user_data: Vec<u8>,
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

    /// What the file is said to be first of all, instead of `isom`.
    pub fn set_major_brand(&mut self, brand: Brand) {
        self.major_brand = Some(brand);
    }

    /// The boxes of the movie's `udta` box.
    pub fn set_user_data(&mut self, boxes: Vec<u8>) {
        self.user_data = boxes;
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
        let major_brand = self.major_brand.unwrap_or(Brand::ISOM);
        let mut compatible_brands = vec![Brand::ISOM, Brand::ISO2, Brand::MP41];
        compatible_brands.extend(self.major_brand);
        compatible_brands.extend(&self.brands);
        let mut head =
            FtypBox { major_brand, minor_version: 0x200, compatible_brands }.encode_to_vec()?;
        if reserved > 0 {
            head.extend(free(reserved)?);
        }
        head.extend(OPEN_MDAT);
        Ok(head)
    }

    /// The movie box, for a file whose first sample byte lies at `payload`. Tracks without samples
    /// are left out. Can be asked for again: nothing changes.
    pub fn moov(&self, payload: u64) -> Result<Vec<u8>> {
        let tracks: Vec<_> = (0u32..).zip(&self.tracks).filter(|(_, t)| !t.is_empty()).collect();
        let timescale = self.timescale();
        let end = tracks.iter().map(|(_, track)| track.payload_end()).max().unwrap_or(0);
        let Some(end) = payload.checked_add(end) else {
            return argument(format!("samples at {payload}"));
        };
        let wide = end > u64::from(u32::MAX);
        let id_of = |number| (1u32..).zip(&tracks).find(|(_, (n, _))| *n == number).map(|(i, _)| i);
        let trak_boxes: Vec<_> = (1u32..)
            .zip(&tracks)
            .map(|(id, (_, track))| {
                let timecode_id = track.timecode().and_then(id_of);
                track.to_box(id, timescale.get(), payload, wide, timecode_id)
            })
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
            unknown_boxes: if self.user_data.is_empty() {
                Vec::new()
            } else {
                vec![plain_box(b"udta", self.user_data.clone())]
            },
        };
        Ok(moov.encode_to_vec()?)
    }

    /// That of all tracks that are seen or heard, if they agree.
    fn timescale(&self) -> NonZeroU32 {
        let mut timescales = self
            .tracks
            .iter()
            .filter(|track| !track.is_empty() && !track.is_timecode())
            .map(Track::timescale);
        let first = timescales.next().unwrap_or(MICROSECONDS);
        if timescales.all(|other| other == first) { first } else { MICROSECONDS }
    }
}

/// A `free` box of `size` bytes, header included.
pub fn free(size: usize) -> Result<Vec<u8>> {
    let Some(payload) = size.checked_sub(8) else {
        return argument(format!("a free box of {size} bytes; the least is 8"));
    };
    Ok(FreeBox { payload: vec![0; payload] }.encode_to_vec()?)
}
