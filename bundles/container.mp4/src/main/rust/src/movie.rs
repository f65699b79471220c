//! The file: `ftyp`, perhaps `free`, `mdat` in front of the samples, and the movie box.

use crate::table::Place;
use crate::track::{Sample, Track};
use crate::trak::{Setting, plain_box};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{Brand, FreeBox, FtypBox, MoovBox, MvhdBox, UnknownBox};
use shiguredo_mp4::{Encode, Mp4FileTime};
use std::num::NonZeroU32;

/// Ticks a second of a movie with several tracks; tracks that agree lend theirs.
const MICROSECONDS: NonZeroU32 = NonZeroU32::new(1_000_000).unwrap();

/// Header of an `mdat` box with a 64-bit size, to be filled in when the size is known.
const OPEN_MDAT: [u8; 16] = *b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0";

/// More than the movie box holds beside its tracks and user data.
const MOST_HEADER: usize = 256;

/// A movie and its tracks.
#[derive(Default)]
pub struct Movie {
    pub(crate) tracks: Vec<Track>,
    brands: Vec<Brand>,
    major_brand: Option<Brand>,
    user_data: Vec<u8>,
    created: Mp4FileTime,
    end_us: Option<i64>,
    /// Whether samples go to fragments.
    fragmented: bool,
    /// What the boxes in front of the fragments say, once they are written.
    pub(crate) opening: Option<Setting>,
    /// How many fragments were closed.
    pub(crate) fragments: u32,
    /// The movie box that was built last; it is taken in pieces.
    built: Vec<u8>,
}

impl Movie {
    /// A movie whose samples go to fragments.
    pub fn fragmented() -> Self {
        Self { fragmented: true, ..Self::default() }
    }

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

    /// When it was recorded, and the time in microseconds at which its presentation ends, unless it
    /// ends with the samples.
    pub fn set_extent(&mut self, created: Mp4FileTime, end_us: Option<i64>) {
        self.created = created;
        self.end_us = end_us;
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
        let (fragmented, opened) = (self.fragmented, self.opening.is_some());
        let track = self.track(track)?;
        if opened && track.opening.is_none() {
            return argument("the file was begun without the track: nothing told how to decode it");
        }
        if fragmented { track.hold(sample) } else { track.append(sample) }
    }

    /// The bytes in front of the samples: `ftyp`, a `free` box of `reserved` bytes if that is more
    /// than 0, and the header of `mdat` with its size left 0 in the last eight bytes.
    pub fn head(&self, reserved: usize) -> Result<Vec<u8>> {
        let mut head = self.file_type(&[])?;
        if reserved > 0 {
            head.extend(free(reserved)?);
        }
        head.extend(OPEN_MDAT);
        Ok(head)
    }

    pub(crate) fn file_type(&self, more_brands: &[Brand]) -> Result<Vec<u8>> {
        let major_brand = self.major_brand.unwrap_or(Brand::ISOM);
        let mut compatible_brands = vec![Brand::ISOM, Brand::ISO2];
        compatible_brands.extend(more_brands);
        compatible_brands.push(Brand::MP41);
        compatible_brands.extend(self.major_brand);
        compatible_brands.extend(&self.brands);
        Ok(FtypBox { major_brand, minor_version: 0x200, compatible_brands }.encode_to_vec()?)
    }

    /// The movie box, for a file whose first sample byte lies at `payload`. Tracks without samples
    /// are left out. Can be asked for again: nothing changes.
    pub(crate) fn moov(&self, payload: u64) -> Result<Vec<u8>> {
        let tracks: Vec<_> = (0u32..).zip(&self.tracks).filter(|(_, t)| !t.is_empty()).collect();
        let setting = self.setting(|track| !track.is_empty());
        let end = tracks.iter().map(|(_, track)| track.payload_end()).max().unwrap_or(0);
        let Some(end) = payload.checked_add(end) else {
            return argument(format!("samples at {payload}"));
        };
        let place = Place { payload, wide: end > u64::from(u32::MAX) };
        let id_of = |number| (1u32..).zip(&tracks).find(|(_, (n, _))| *n == number).map(|(i, _)| i);
        let trak_boxes: Vec<_> = (1u32..)
            .zip(&tracks)
            .map(|(id, (_, track))| {
                let timecode_id = track.timecode().and_then(id_of);
                track.to_box(id, setting, place, timecode_id)
            })
            .collect();
        let moov = MoovBox {
            mvhd_box: MvhdBox {
                creation_time: setting.created,
                modification_time: setting.created,
                timescale: setting.timescale,
                duration: trak_boxes.iter().map(|trak| trak.tkhd_box.duration).max().unwrap_or(0),
                rate: MvhdBox::DEFAULT_RATE,
                volume: MvhdBox::DEFAULT_VOLUME,
                matrix: MvhdBox::DEFAULT_MATRIX,
                next_track_id: trak_boxes.len() as u32 + 1,
            },
            trak_boxes,
            mvex_box: None,
            unknown_boxes: self.user_data().into_iter().collect(),
        };
        let room = self.tracks.iter().map(Track::most_bytes).sum::<usize>() + self.user_data.len();
        let mut bytes = vec![0; room + MOST_HEADER];
        let size = moov.encode(&mut bytes)?;
        bytes.truncate(size);
        Ok(bytes)
    }

    /// Builds the movie box, to be taken by [`Movie::piece`]; returns its size.
    pub fn build(&mut self, payload: u64) -> Result<usize> {
        self.built = Vec::new();
        self.built = self.moov(payload)?;
        Ok(self.built.len())
    }

    /// At most so many bytes of the movie box that was built last, from a place on.
    pub fn piece(&self, from: usize, most: usize) -> Result<&[u8]> {
        match self.built.get(from..) {
            Some(rest) => Ok(&rest[..rest.len().min(most)]),
            None => argument(format!("byte {from} of an index of {}", self.built.len())),
        }
    }

    /// The `udta` box, if there is anything to say.
    pub(crate) fn user_data(&self) -> Option<UnknownBox> {
        (!self.user_data.is_empty()).then(|| plain_box(b"udta", self.user_data.clone()))
    }

    /// What the tracks that are asked for agree on: among it the timescale of all that are seen or
    /// heard, if it is the same.
    pub(crate) fn setting(&self, counts: impl Fn(&Track) -> bool) -> Setting {
        let counted = self.tracks.iter().filter(|track| counts(track) && !track.is_timecode());
        let mut timescales = counted.map(Track::timescale);
        let first = timescales.next().unwrap_or(MICROSECONDS);
        let timescale = if timescales.all(|other| other == first) { first } else { MICROSECONDS };
        Setting { timescale, created: self.created, end_us: self.end_us }
    }
}

/// A `free` box of `size` bytes, header included.
pub fn free(size: usize) -> Result<Vec<u8>> {
    let Some(payload) = size.checked_sub(8) else {
        return argument(format!("a free box of {size} bytes; the least is 8"));
    };
    Ok(FreeBox { payload: vec![0; payload] }.encode_to_vec()?)
}
