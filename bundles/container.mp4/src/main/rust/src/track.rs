//! One track: what it is, and the columns of its sample table.

use crate::edit::{Edit, Extent};
use crate::fragment::Opening;
use crate::sizes::Sizes;
use crate::{Result, argument};
use shiguredo_mp4::boxes::{CttsEntry, SampleEntry, UnknownBox};
use shiguredo_mp4::{BaseBox, BoxHeader, BoxType, Decode};
use std::num::NonZeroU32;
use std::ops::RangeInclusive;

/// The longest distance between two samples in a table: FFmpeg takes larger values for negative
/// ones.
pub(crate) const LONGEST_DELTA: i64 = u32::MAX as i64 - 480_000;

/// Times and offsets beyond these are no media, and within them no sum overflows.
const TIMES: RangeInclusive<i64> = -(1 << 60)..=1 << 60;
const LARGEST_OFFSET: u64 = 1 << 60;

/// What a track shows or sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Pictures of this size.
    Video {
        /// In pixels.
        width: u16,
        /// In pixels.
        height: u16,
    },
    /// Sound; every sample is a key sample.
    Audio {
        /// Ticks of decoded sound to drop at the start.
        lead: u32,
        /// Ticks that decoding has to run ahead after a seek; 0 writes no roll group.
        roll: u32,
    },
    /// Timecode (QuickTime File Format, timecode media); other tracks refer to it.
    Timecode,
}

/// A sample. Times are ticks of its track on the recording's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Which of the track's sample entries describes it, from 0.
    pub entry: u32,
    /// In bytes.
    pub size: u32,
    /// Whether decoding can start here.
    pub key: bool,
    /// Never falls.
    pub decode: i64,
    /// May differ from `decode`.
    pub presentation: i64,
    /// 0 where not known.
    pub duration: u64,
    /// From the first byte of all samples; of those of the fragment while it is open.
    pub offset: u64,
}

/// A run of neighbouring bytes.
pub(crate) struct Chunk {
    pub(crate) offset: u64,
    pub(crate) samples: u32,
    pub(crate) entry: u32,
}

/// Samples with the same distance to the next one, in ticks of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DeltaRun {
    pub(crate) samples: u32,
    pub(crate) ticks: u64,
}

/// A track and its sample table: the size of each sample, and runs of what repeats.
pub struct Track {
    pub(crate) kind: Kind,
    pub(crate) timescale: NonZeroU32,
    pub(crate) name: String,
    timecode: Option<u32>,
    pub(crate) entries: Vec<SampleEntry>,
    pub(crate) sizes: Sizes,
    pub(crate) deltas: Vec<DeltaRun>,
    pub(crate) shifts: Vec<CttsEntry>,
    pub(crate) keys: Vec<NonZeroU32>,
    pub(crate) chunks: Vec<Chunk>,
    /// The decode time with which the last chunk begins, and where its bytes end.
    chunk_begin: i64,
    chunk_end: u64,
    first_decode: i64,
    earliest: i64,
    end: i64,
    last: Option<Sample>,
    /// The samples of the fragment that is open.
    pub(crate) held: Vec<Sample>,
    /// What was said of the track in front of the fragments.
    pub(crate) opening: Option<Opening>,
}

impl Track {
    /// A track without samples.
    pub fn new(kind: Kind, timescale: NonZeroU32, name: String) -> Self {
        Self {
            kind,
            timescale,
            name,
            timecode: None,
            entries: Vec::new(),
            sizes: Sizes::default(),
            deltas: Vec::new(),
            shifts: Vec::new(),
            keys: Vec::new(),
            chunks: Vec::new(),
            chunk_begin: 0,
            chunk_end: 0,
            first_decode: 0,
            earliest: i64::MAX,
            end: i64::MIN,
            last: None,
            held: Vec::new(),
            opening: None,
        }
    }

    /// Ticks a second.
    pub fn timescale(&self) -> NonZeroU32 {
        self.timescale
    }

    /// Whether it is timecode, which is neither seen nor heard.
    pub fn is_timecode(&self) -> bool {
        self.kind == Kind::Timecode
    }

    /// Names the track, by its number, that holds its timecode.
    pub fn refer_to_timecode(&mut self, track: u32) {
        self.timecode = Some(track);
    }

    /// The number of the track that holds its timecode.
    pub fn timecode(&self) -> Option<u32> {
        self.timecode
    }

    /// Whether it shows pictures.
    pub fn is_video(&self) -> bool {
        matches!(self.kind, Kind::Video { .. })
    }

    /// Whether there are no samples, those of an open fragment aside.
    pub fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// Where the last byte of its samples ends.
    pub fn payload_end(&self) -> u64 {
        self.chunk_end
    }

    /// Adds a sample entry, a whole box, and returns its number. The library has to understand it;
    /// the bytes are kept as they are, because configurations found in the wild (an `avcC` without
    /// its chroma fields) do not all survive being encoded again.
    pub fn add_entry(&mut self, bytes: &[u8]) -> Result<u32> {
        let (entry, length) = SampleEntry::decode(bytes)?;
        let understood = self.is_timecode() == (entry.box_type() == BoxType::Normal(*b"tmcd"))
            && self.is_timecode() == matches!(entry, SampleEntry::Unknown(_));
        if length != bytes.len() || !understood {
            return argument(format!("sample entry {} of {length} bytes", entry.box_type()));
        }
        self.add_foreign_entry(bytes)
    }

    /// Adds a sample entry of another writer, a whole box, whatever it says.
    pub fn add_foreign_entry(&mut self, bytes: &[u8]) -> Result<u32> {
        let (header, payload) = BoxHeader::decode_header_and_payload(bytes)?;
        if header.box_size.get() != bytes.len() as u64 {
            return argument(format!("{} bytes that are no sample entry", bytes.len()));
        }
        self.entries.push(SampleEntry::Unknown(UnknownBox {
            box_type: header.box_type,
            box_size: header.box_size,
            payload: payload.to_vec(),
        }));
        Ok(self.entries.len() as u32 - 1)
    }

    /// Adds the next sample in decode order.
    pub fn append(&mut self, sample: Sample) -> Result<()> {
        self.check(&sample, self.last.as_ref())?;
        self.enter(sample);
        Ok(())
    }

    /// Adds the next sample in decode order to the fragment that is open.
    pub fn hold(&mut self, sample: Sample) -> Result<()> {
        self.check(&sample, self.held.last().or(self.last.as_ref()))?;
        if let Some(opening) = &self.opening
            && sample.decode < opening.origin
        {
            return argument(format!(
                "decode time {} of a track that may not begin before {}, as the file says already",
                sample.decode, opening.origin
            ));
        }
        self.held.push(sample);
        Ok(())
    }

    /// Enters the samples of the open fragment, whose bytes begin at `base`.
    pub(crate) fn commit(&mut self, base: u64) {
        for sample in core::mem::take(&mut self.held) {
            self.enter(Sample { offset: base + sample.offset, ..sample });
        }
    }

    /// Enters a sample that was checked.
    fn enter(&mut self, sample: Sample) {
        match self.last {
            None => self.first_decode = sample.decode,
            Some(last) => self.settle(last, sample.decode),
        }
        push_shift(&mut self.shifts, sample.presentation - sample.decode);
        if sample.key && self.is_video() {
            self.keys.push(NonZeroU32::MIN.saturating_add(self.sizes.len() as u32));
        }
        self.place(&sample);
        self.sizes.push(sample.size);
        self.earliest = self.earliest.min(sample.presentation);
        self.last = Some(sample);
    }

    /// Checks a sample by itself and behind the one before it.
    fn check(&self, sample: &Sample, before: Option<&Sample>) -> Result<()> {
        if sample.entry as usize >= self.entries.len() {
            return argument(format!("sample entry {} of {}", sample.entry, self.entries.len()));
        }
        if self.sizes.len() + self.held.len() >= u32::MAX as usize {
            return argument("more samples than a file can number");
        }
        if !TIMES.contains(&sample.decode) || !TIMES.contains(&sample.presentation) {
            return argument(format!("times {} and {}", sample.decode, sample.presentation));
        }
        if sample.offset > LARGEST_OFFSET {
            return argument(format!("offset {}", sample.offset));
        }
        if i32::try_from(sample.presentation - sample.decode).is_err() {
            return argument(format!(
                "presentation at {} and decoding at {} ticks lie too far apart",
                sample.presentation, sample.decode
            ));
        }
        let Some(before) = before else { return Ok(()) };
        let delta = sample.decode - before.decode;
        // A gap is written in fewer ticks, or begins a fragment; within one it has to fit.
        let longest = if self.held.is_empty() {
            LONGEST_DELTA * i64::from(self.timescale.get())
        } else {
            LONGEST_DELTA
        };
        if (0..=longest).contains(&delta) {
            return Ok(());
        }
        argument(format!(
            "decode time {} after {}: at most {longest} ticks may lie between",
            sample.decode, before.decode
        ))
    }

    /// Gives the last sample its delta, now that the next one's decode time is known.
    fn settle(&mut self, last: Sample, next_decode: i64) {
        let delta = (next_decode - last.decode).unsigned_abs();
        push_delta(&mut self.deltas, delta);
        self.end = self.end.max(presented_until(&last, delta));
    }

    /// Puts a sample into the last chunk, or into a new one: a chunk holds neighbouring bytes and
    /// about a second.
    fn place(&mut self, sample: &Sample) {
        let second = i64::from(self.timescale.get());
        match self.chunks.last_mut() {
            Some(chunk)
                if self.chunk_end == sample.offset
                    && chunk.entry == sample.entry
                    && sample.decode - self.chunk_begin < second =>
            {
                chunk.samples += 1;
            }
            _ => {
                self.chunk_begin = sample.decode;
                self.chunks.push(Chunk { offset: sample.offset, samples: 1, entry: sample.entry });
            }
        }
        self.chunk_end = sample.offset + u64::from(sample.size);
    }

    /// The delta of a sample that has none behind it: its duration, else the delta before it, else
    /// one tick.
    pub(crate) fn open_delta(&self, last: &Sample, before: Option<u64>) -> u64 {
        let before = before.or(self.deltas.last().map(|run| run.ticks));
        if last.duration > 0 { last.duration } else { before.unwrap_or(1).max(1) }
    }

    pub(crate) fn last_delta(&self) -> u64 {
        self.last.map_or(1, |last| self.open_delta(&last, None))
    }

    /// How the track is presented: to its end, or to a time in microseconds.
    pub fn edit(&self, end_us: Option<i64>) -> Edit {
        let end = self.last.map_or(0, |last| presented_until(&last, self.last_delta()));
        let first = self.first_decode;
        Edit::of(Extent {
            first_decode: first,
            earliest: if self.is_empty() { 0 } else { self.earliest(self.earliest, first) },
            end: self.end.max(end).min(self.ticks(end_us)),
            lead: self.lead(),
        })
    }

    /// Where the presentation may begin: with the first picture that is shown. Sound begins with the
    /// decode time of its first sample even where that is heard later: readers take no notice of
    /// that when they follow the edit list of a sound.
    pub(crate) fn earliest(&self, presented: i64, first_decode: i64) -> i64 {
        if self.is_video() { presented } else { presented.min(first_decode) }
    }

    /// Ticks of decoded sound to drop at the start.
    pub(crate) fn lead(&self) -> u32 {
        match self.kind {
            Kind::Audio { lead, .. } => lead,
            Kind::Video { .. } | Kind::Timecode => 0,
        }
    }

    /// Ticks that decoding has to run ahead after a seek.
    pub(crate) fn roll(&self) -> u32 {
        match self.kind {
            Kind::Audio { roll, .. } => roll,
            Kind::Video { .. } | Kind::Timecode => 0,
        }
    }

    /// The nearest tick to a time; the last there is without one.
    pub(crate) fn ticks(&self, time_us: Option<i64>) -> i64 {
        let Some(time_us) = time_us else { return i64::MAX };
        let scaled = i128::from(time_us) * i128::from(self.timescale.get());
        let ticks = (scaled + 500_000).div_euclid(1_000_000);
        i64::try_from(ticks).unwrap_or(i64::MAX).clamp(*TIMES.start(), i64::MAX)
    }
}

fn presented_until(sample: &Sample, delta: u64) -> i64 {
    let duration = if sample.duration > 0 { sample.duration } else { delta.max(1) };
    sample.presentation.saturating_add_unsigned(duration)
}

pub(crate) fn push_delta(runs: &mut Vec<DeltaRun>, ticks: u64) {
    match runs.last_mut() {
        Some(run) if run.ticks == ticks => run.samples += 1,
        _ => runs.push(DeltaRun { samples: 1, ticks }),
    }
}

pub(crate) fn push_shift(runs: &mut Vec<CttsEntry>, sample_offset: i64) {
    match runs.last_mut() {
        Some(run) if run.sample_offset == sample_offset => run.sample_count += 1,
        _ => runs.push(CttsEntry { sample_count: 1, sample_offset }),
    }
}

#[cfg(test)]
#[path = "track_test.rs"]
pub(crate) mod tests;
