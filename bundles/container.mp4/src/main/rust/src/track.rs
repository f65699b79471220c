//! One track: the columns of its sample table (ISO/IEC 14496-12, section 8.6 and 8.7).

use crate::edit::{Edit, Extent};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{
    Co64Box, CttsBox, CttsEntry, DinfBox, HdlrBox, MdhdBox, MdiaBox, MinfBox, SampleEntry, SmhdBox,
    StblBox, StcoBox, StscBox, StscEntry, StsdBox, StssBox, StszBox, SttsBox, SttsEntry, TkhdBox,
    TrakBox, UnknownBox, VmhdBox,
};
use shiguredo_mp4::{
    BaseBox, BoxHeader, BoxSize, BoxType, Decode, Either, FixedPointNumber, Mp4FileTime,
};
use std::num::NonZeroU32;
use std::ops::RangeInclusive;

/// The longest distance between two samples: FFmpeg takes larger values for negative ones.
const LONGEST_DELTA: i64 = u32::MAX as i64 - 480_000;

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
    pub duration: u32,
    /// From the first byte of all samples.
    pub offset: u64,
}

/// A run of neighbouring bytes.
struct Chunk {
    offset: u64,
    samples: u32,
    entry: u32,
}

/// A track and its sample table: 4 bytes a sample, and runs of what repeats.
pub struct Track {
    kind: Kind,
    timescale: NonZeroU32,
    name: String,
    timecode: Option<u32>,
    entries: Vec<SampleEntry>,
    sizes: Vec<u32>,
    deltas: Vec<SttsEntry>,
    shifts: Vec<CttsEntry>,
    keys: Vec<NonZeroU32>,
    chunks: Vec<Chunk>,
    /// The decode time with which the last chunk begins, and where its bytes end.
    chunk_begin: i64,
    chunk_end: u64,
    first_decode: i64,
    earliest: i64,
    end: i64,
    last: Option<Sample>,
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
            sizes: Vec::new(),
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

    /// Whether there are no samples.
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
        let (header, payload) = BoxHeader::decode_header_and_payload(bytes)?;
        self.entries.push(SampleEntry::Unknown(UnknownBox {
            box_type: header.box_type,
            box_size: header.box_size,
            payload: payload.to_vec(),
        }));
        Ok(self.entries.len() as u32 - 1)
    }

    /// Adds the next sample in decode order.
    pub fn append(&mut self, sample: Sample) -> Result<()> {
        let shift = self.check(&sample)?;
        match self.last {
            None => self.first_decode = sample.decode,
            Some(last) => self.settle(last, sample.decode)?,
        }
        push_shift(&mut self.shifts, i64::from(shift));
        if sample.key && matches!(self.kind, Kind::Video { .. }) {
            self.keys.push(NonZeroU32::MIN.saturating_add(self.sizes.len() as u32));
        }
        self.place(&sample);
        self.sizes.push(sample.size);
        self.earliest = self.earliest.min(sample.presentation);
        self.last = Some(sample);
        Ok(())
    }

    /// Checks a sample by itself; returns by how much it is presented after its decode time.
    fn check(&self, sample: &Sample) -> Result<i32> {
        if sample.entry as usize >= self.entries.len() {
            return argument(format!("sample entry {} of {}", sample.entry, self.entries.len()));
        }
        if self.sizes.len() >= u32::MAX as usize {
            return argument("more samples than a file can number");
        }
        if !TIMES.contains(&sample.decode) || !TIMES.contains(&sample.presentation) {
            return argument(format!("times {} and {}", sample.decode, sample.presentation));
        }
        if sample.offset > LARGEST_OFFSET {
            return argument(format!("offset {}", sample.offset));
        }
        i32::try_from(sample.presentation - sample.decode).or_else(|_| {
            argument(format!(
                "presentation at {} and decoding at {} ticks lie too far apart",
                sample.presentation, sample.decode
            ))
        })
    }

    /// Gives the last sample its delta, now that the next one's decode time is known.
    fn settle(&mut self, last: Sample, next_decode: i64) -> Result<()> {
        let delta = next_decode - last.decode;
        if !(0..=LONGEST_DELTA).contains(&delta) {
            return argument(format!(
                "decode time {next_decode} after {}: at most {LONGEST_DELTA} ticks may lie between",
                last.decode
            ));
        }
        push_delta(&mut self.deltas, delta as u32);
        self.end = self.end.max(presented_until(&last, delta as u32));
        Ok(())
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

    /// The last sample's delta: its duration, else the delta before it, else one tick.
    fn last_delta(&self) -> u32 {
        match (self.last, self.deltas.last()) {
            (Some(last), _) if last.duration > 0 => last.duration,
            (_, Some(before)) => before.sample_delta.max(1),
            _ => 1,
        }
    }

    /// How the track is presented.
    pub fn edit(&self) -> Edit {
        let lead = match self.kind {
            Kind::Audio { lead, .. } => lead,
            Kind::Video { .. } | Kind::Timecode => 0,
        };
        let end = self.last.map_or(0, |last| presented_until(&last, self.last_delta()));
        Edit::of(Extent {
            first_decode: self.first_decode,
            earliest: if self.is_empty() { 0 } else { self.earliest },
            end: self.end.max(end),
            lead,
        })
    }

    /// The track's box.
    ///
    /// `payload` is where in the file the first byte of all samples lies; `wide` asks for 64-bit
    /// chunk offsets; `timecode_id` is the identifier of the track that holds its timecode.
    pub fn to_box(
        &self,
        track_id: u32,
        movie_timescale: u32,
        payload: u64,
        wide: bool,
        timecode_id: Option<u32>,
    ) -> TrakBox {
        let timescale = self.timescale.get();
        let edit = self.edit();
        let (deltas, duration) = self.deltas();
        let rolls = matches!(self.kind, Kind::Audio { roll, .. } if roll > 0);
        let edts_box =
            (rolls || !edit.is_identity(duration)).then(|| edit.to_box(timescale, movie_timescale));
        TrakBox {
            tkhd_box: self.header(track_id, edit.movie_duration(timescale, movie_timescale)),
            edts_box,
            mdia_box: MdiaBox {
                mdhd_box: MdhdBox {
                    creation_time: Mp4FileTime::default(),
                    modification_time: Mp4FileTime::default(),
                    timescale: self.timescale,
                    duration,
                    language: MdhdBox::LANGUAGE_UNDEFINED,
                },
                hdlr_box: self.handler(),
                minf_box: MinfBox {
                    smhd_or_vmhd_box: match self.kind {
                        Kind::Audio { .. } => Some(Either::A(SmhdBox::default())),
                        Kind::Video { .. } => Some(Either::B(VmhdBox::default())),
                        Kind::Timecode => None,
                    },
                    dinf_box: DinfBox::LOCAL_FILE,
                    stbl_box: self.table(deltas, payload, wide),
                    unknown_boxes: if self.is_timecode() {
                        vec![plain_box(b"nmhd", vec![0; 4])]
                    } else {
                        Vec::new()
                    },
                },
                unknown_boxes: Vec::new(),
            },
            unknown_boxes: timecode_id.map(|id| reference(b"tmcd", id)).into_iter().collect(),
        }
    }

    fn header(&self, track_id: u32, duration: u64) -> TkhdBox {
        let (width, height, volume) = match self.kind {
            Kind::Video { width, height } => (width, height, TkhdBox::DEFAULT_VIDEO_VOLUME),
            Kind::Audio { .. } => (0, 0, TkhdBox::DEFAULT_AUDIO_VOLUME),
            Kind::Timecode => (0, 0, TkhdBox::DEFAULT_VIDEO_VOLUME),
        };
        TkhdBox {
            flag_track_enabled: true,
            flag_track_in_movie: true,
            flag_track_in_preview: false,
            flag_track_size_is_aspect_ratio: false,
            creation_time: Mp4FileTime::default(),
            modification_time: Mp4FileTime::default(),
            track_id,
            duration,
            layer: TkhdBox::DEFAULT_LAYER,
            alternate_group: TkhdBox::DEFAULT_ALTERNATE_GROUP,
            volume,
            matrix: TkhdBox::DEFAULT_MATRIX,
            // unsigned 16.16 in the specification, signed in the library: the bits are the same
            width: FixedPointNumber::new(width as i16, 0),
            height: FixedPointNumber::new(height as i16, 0),
        }
    }

    fn handler(&self) -> HdlrBox {
        let (handler_type, usual_name) = match self.kind {
            Kind::Video { .. } => (HdlrBox::HANDLER_TYPE_VIDE, "VideoHandler"),
            Kind::Audio { .. } => (HdlrBox::HANDLER_TYPE_SOUN, "SoundHandler"),
            Kind::Timecode => (*b"tmcd", "TimeCodeHandler"),
        };
        let name = if self.name.is_empty() { usual_name } else { &self.name };
        let name = name.bytes().filter(|byte| *byte != 0).chain([0]).collect();
        HdlrBox { handler_type, name }
    }

    fn table(&self, deltas: Vec<SttsEntry>, payload: u64, wide: bool) -> StblBox {
        let all_keys =
            !matches!(self.kind, Kind::Video { .. }) || self.keys.len() == self.sizes.len();
        let stss_box = (!all_keys).then(|| StssBox { sample_numbers: self.keys.clone() });
        StblBox {
            unknown_boxes: self.roll_groups(&deltas),
            stsd_box: StsdBox { entries: self.entries.clone() },
            stts_box: SttsBox { entries: deltas },
            ctts_box: self.shifts(),
            cslg_box: None,
            stsc_box: self.chunk_runs(),
            stsz_box: StszBox::Variable { entry_sizes: self.sizes.clone() },
            stco_or_co64_box: self.chunk_offsets(payload, wide),
            stss_box,
            sdtp_box: None,
        }
    }

    /// The decode deltas with the last sample's, and their sum.
    fn deltas(&self) -> (Vec<SttsEntry>, u64) {
        let mut deltas = self.deltas.clone();
        if !self.is_empty() {
            push_delta(&mut deltas, self.last_delta());
        }
        let sum = deltas
            .iter()
            .map(|run| u64::from(run.sample_count) * u64::from(run.sample_delta))
            .sum();
        (deltas, sum)
    }

    fn shifts(&self) -> Option<CttsBox> {
        if self.shifts.iter().all(|run| run.sample_offset == 0) {
            return None;
        }
        let negative = self.shifts.iter().any(|run| run.sample_offset < 0);
        Some(CttsBox { version: u8::from(negative), entries: self.shifts.clone() })
    }

    fn chunk_runs(&self) -> StscBox {
        let mut entries: Vec<StscEntry> = Vec::new();
        for (index, chunk) in self.chunks.iter().enumerate() {
            let sample_description_index = NonZeroU32::MIN.saturating_add(chunk.entry);
            let repeats = entries.last().is_some_and(|run| {
                run.sample_per_chunk == chunk.samples
                    && run.sample_description_index == sample_description_index
            });
            if !repeats {
                entries.push(StscEntry {
                    first_chunk: NonZeroU32::MIN.saturating_add(index as u32),
                    sample_per_chunk: chunk.samples,
                    sample_description_index,
                });
            }
        }
        StscBox { entries }
    }

    fn chunk_offsets(&self, payload: u64, wide: bool) -> Either<StcoBox, Co64Box> {
        let offsets = self.chunks.iter().map(|chunk| payload + chunk.offset);
        if wide {
            Either::B(Co64Box { chunk_offsets: offsets.collect() })
        } else {
            Either::A(StcoBox { chunk_offsets: offsets.map(|offset| offset as u32).collect() })
        }
    }

    /// The `roll` group of all samples: how many of them decoding has to run ahead (section 10.1).
    fn roll_groups(&self, deltas: &[SttsEntry]) -> Vec<UnknownBox> {
        let Kind::Audio { roll: ticks @ 1.., .. } = self.kind else {
            return Vec::new();
        };
        // The last sample may be trimmed, so the shortest of the others counts.
        let others = if self.deltas.is_empty() { deltas } else { &self.deltas };
        let shortest = others.iter().map(|run| run.sample_delta).filter(|delta| *delta > 0).min();
        let distance = ticks.div_ceil(shortest.unwrap_or(ticks));
        let distance = i16::try_from(distance).unwrap_or(i16::MAX);
        let count = self.sizes.len() as u32;
        let distance = (-distance).to_be_bytes();
        let description = [&[1, 0, 0, 0], &b"roll"[..], &be(2), &be(1), &distance].concat();
        let members = [&[0; 4], &b"roll"[..], &be(1), &be(count), &be(1)].concat();
        vec![plain_box(b"sgpd", description), plain_box(b"sbgp", members)]
    }
}

fn presented_until(sample: &Sample, delta: u32) -> i64 {
    let duration = if sample.duration > 0 { sample.duration } else { delta.max(1) };
    sample.presentation + i64::from(duration)
}

fn push_delta(runs: &mut Vec<SttsEntry>, sample_delta: u32) {
    match runs.last_mut() {
        Some(run) if run.sample_delta == sample_delta => run.sample_count += 1,
        _ => runs.push(SttsEntry { sample_count: 1, sample_delta }),
    }
}

fn push_shift(runs: &mut Vec<CttsEntry>, sample_offset: i64) {
    match runs.last_mut() {
        Some(run) if run.sample_offset == sample_offset => run.sample_count += 1,
        _ => runs.push(CttsEntry { sample_count: 1, sample_offset }),
    }
}

fn be(value: u32) -> [u8; 4] {
    value.to_be_bytes()
}

/// A track reference of one type to one track (ISO/IEC 14496-12, section 8.3.3).
fn reference(kind: &[u8; 4], track_id: u32) -> UnknownBox {
    plain_box(b"tref", [&be(12), &kind[..], &be(track_id)].concat())
}

pub(crate) fn plain_box(name: &[u8; 4], payload: Vec<u8>) -> UnknownBox {
    let box_type = BoxType::Normal(*name);
    let box_size = BoxSize::with_payload_size(box_type, payload.len() as u64);
    UnknownBox { box_type, box_size, payload }
}

#[cfg(test)]
#[path = "track_test.rs"]
mod tests;
