//! The file: `ftyp`, perhaps `free`, `mdat` in front of the samples, and the movie box.

use crate::table::Place;
use crate::track::{Sample, Track};
use crate::trak::{Setting, plain_box};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{Brand, FreeBox, FtypBox, MvhdBox, TrakBox, UnknownBox};
use shiguredo_mp4::{Encode, Mp4FileTime};
use std::num::NonZeroU32;

/// Ticks a second of a movie with several tracks; tracks that agree lend theirs.
const MICROSECONDS: NonZeroU32 = NonZeroU32::new(1_000_000).unwrap();

/// Header of an `mdat` box with a 64-bit size, to be filled in when the size is known.
const OPEN_MDAT: [u8; 16] = *b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0";

/// Size and type of the movie box.
const HEADER_BYTES: usize = 8;

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
    built: Built,
}

/// A movie box whose size is known. The boxes of its tracks, nearly all of it, are made again when
/// they are taken: so one of them is in memory, not all.
#[derive(Default)]
struct Built {
    payload: u64,
    /// What stands before the tracks.
    head: Vec<u8>,
    /// How long the boxes of the tracks are.
    sizes: Vec<usize>,
    /// What stands behind the tracks.
    tail: Vec<u8>,
    /// The track's box that was taken from last, and its number among those that have one.
    at_hand: Option<(usize, Vec<u8>)>,
}

impl Built {
    fn len(&self) -> usize {
        self.head.len() + self.sizes.iter().sum::<usize>() + self.tail.len()
    }
}

/// The tracks that have samples, and what their boxes agree on.
struct Filled<'a> {
    tracks: Vec<(u32, &'a Track)>,
    setting: Setting,
    place: Place,
}

impl Filled<'_> {
    fn trak(&self, index: usize) -> Result<TrakBox> {
        let Some((_, track)) = self.tracks.get(index) else {
            return argument(format!("box {index} of {} tracks", self.tracks.len()));
        };
        let id_of = |number| self.tracks.iter().position(|(n, _)| *n == number);
        let timecode_id = track.timecode().and_then(id_of).map(|at| at as u32 + 1);
        Ok(track.to_box(index as u32 + 1, self.setting, self.place, timecode_id))
    }

    fn encode(&self, index: usize, trak: &TrakBox) -> Result<Vec<u8>> {
        let mut bytes = vec![0; self.tracks[index].1.most_bytes()];
        let size = trak.encode(&mut bytes)?;
        bytes.truncate(size);
        Ok(bytes)
    }
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

    fn filled(&self, payload: u64) -> Result<Filled<'_>> {
        let tracks: Vec<_> = (0u32..).zip(&self.tracks).filter(|(_, t)| !t.is_empty()).collect();
        let end = tracks.iter().map(|(_, track)| track.payload_end()).max().unwrap_or(0);
        let Some(end) = payload.checked_add(end) else {
            return argument(format!("samples at {payload}"));
        };
        let place = Place { payload, wide: end > u64::from(u32::MAX) };
        Ok(Filled { tracks, setting: self.setting(|track| !track.is_empty()), place })
    }

    /// Builds the movie box of a file whose first sample byte lies at `payload`, to be taken by
    /// [`Movie::piece`]; returns its size. Tracks without samples are left out. Can be asked for
    /// again: nothing changes.
    pub fn build(&mut self, payload: u64) -> Result<usize> {
        self.built = Built::default();
        let filled = self.filled(payload)?;
        let mut sizes = Vec::new();
        let mut duration = 0;
        for index in 0..filled.tracks.len() {
            let trak = filled.trak(index)?;
            duration = duration.max(trak.tkhd_box.duration);
            sizes.push(filled.encode(index, &trak)?.len());
        }
        let mvhd = MvhdBox {
            creation_time: filled.setting.created,
            modification_time: filled.setting.created,
            timescale: filled.setting.timescale,
            duration,
            rate: MvhdBox::DEFAULT_RATE,
            volume: MvhdBox::DEFAULT_VOLUME,
            matrix: MvhdBox::DEFAULT_MATRIX,
            next_track_id: sizes.len() as u32 + 1,
        };
        let mvhd = mvhd.encode_to_vec()?;
        let tail = match self.user_data() {
            Some(user_data) => user_data.encode_to_vec()?,
            None => Vec::new(),
        };
        let size = HEADER_BYTES + mvhd.len() + sizes.iter().sum::<usize>() + tail.len();
        let Ok(stated) = u32::try_from(size) else {
            return argument(format!("an index of {size} bytes"));
        };
        let head = [&stated.to_be_bytes(), &b"moov"[..], &mvhd].concat();
        self.built = Built { payload, head, sizes, tail, at_hand: None };
        Ok(size)
    }

    /// At most so many bytes of the movie box that was built last, from a place on.
    pub fn piece(&mut self, from: usize, most: usize) -> Result<&[u8]> {
        let Some((index, at)) = self.part(from) else {
            return argument(format!("byte {from} of an index of {}", self.built.len()));
        };
        let part = match index.checked_sub(1) {
            None => &self.built.head,
            Some(track) if track < self.built.sizes.len() => self.track_box(track)?,
            Some(_) => &self.built.tail,
        };
        Ok(&part[at..part.len().min(at.saturating_add(most))])
    }

    /// The part of the movie box that holds a byte, from 0, and where that lies in it; the end lies
    /// in the last part.
    fn part(&self, from: usize) -> Option<(usize, usize)> {
        let built = &self.built;
        let mut at = from;
        let before_tail = std::iter::once(built.head.len()).chain(built.sizes.iter().copied());
        for (index, size) in before_tail.enumerate() {
            if at < size {
                return Some((index, at));
            }
            at -= size;
        }
        (at <= built.tail.len()).then_some((built.sizes.len() + 1, at))
    }

    fn track_box(&mut self, index: usize) -> Result<&Vec<u8>> {
        let at_hand = match self.built.at_hand.take() {
            Some((number, bytes)) if number == index => bytes,
            _ => {
                let filled = self.filled(self.built.payload)?;
                let bytes = filled.encode(index, &filled.trak(index)?)?;
                if bytes.len() != self.built.sizes[index] {
                    return argument("an index that samples were added to since it was built");
                }
                bytes
            }
        };
        Ok(&self.built.at_hand.insert((index, at_hand)).1)
    }

    /// All of the movie box.
    #[cfg(test)]
    pub(crate) fn moov(&mut self, payload: u64) -> Result<Vec<u8>> {
        let size = self.build(payload)?;
        let mut bytes = Vec::new();
        while bytes.len() < size {
            bytes.extend_from_slice(self.piece(bytes.len(), 100)?);
        }
        assert!(self.piece(size, 1)?.is_empty());
        Ok(bytes)
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
