//! The sample table of a track (ISO/IEC 14496-12, section 8.5 to 8.7).

use crate::track::{DeltaRun, LONGEST_DELTA, Track, push_delta, push_shift};
use crate::trak::{be, plain_box};
use shiguredo_mp4::Either;
use shiguredo_mp4::boxes::{
    Co64Box, CttsBox, SampleEntry, StblBox, StcoBox, StscBox, StscEntry, StsdBox, StssBox, StszBox,
    SttsBox, SttsEntry, UnknownBox,
};
use std::num::NonZeroU32;

/// More than all headers of a track's boxes and their fixed fields.
const MOST_HEADERS: usize = 1024;

/// Where the samples lie in the file.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The first byte of all samples.
    pub payload: u64,
    /// Whether chunk offsets take 64 bits.
    pub wide: bool,
}

impl Track {
    /// The table of all samples; `deltas` are those of [`Track::deltas`] for the divisor.
    pub(crate) fn table(&self, deltas: Vec<SttsEntry>, divisor: u32, place: Place) -> StblBox {
        let all_keys = !self.is_video() || self.keys.len() == self.sizes.len();
        let stss_box = (!all_keys).then(|| StssBox { sample_numbers: self.keys.clone() });
        StblBox {
            unknown_boxes: self.roll_groups(),
            stsd_box: StsdBox { entries: self.entries.clone() },
            stts_box: SttsBox { entries: deltas },
            ctts_box: self.shifts(divisor),
            cslg_box: None,
            stsc_box: self.chunk_runs(),
            stsz_box: StszBox::Variable { entry_sizes: self.sizes.iter().collect() },
            stco_or_co64_box: self.chunk_offsets(place),
            stss_box,
            sdtp_box: None,
        }
    }

    /// More bytes than the track's box takes.
    pub(crate) fn most_bytes(&self) -> usize {
        let samples = 4 * (self.sizes.len() + self.keys.len());
        let times = match self.divisor() {
            1 => self.deltas.len() + self.shifts.len(),
            _ => 2 * self.sizes.len(),
        };
        let runs = 8 * times + (8 + 12) * self.chunks.len();
        let entries = |entry: &SampleEntry| match entry {
            SampleEntry::Unknown(entry) => entry.payload.len() + 16,
            _ => 0,
        };
        samples
            + runs
            + self.entries.iter().map(entries).sum::<usize>()
            + self.name.len()
            + MOST_HEADERS
    }

    /// By how much ticks are divided in the table: 1, unless a gap would take more than 32 bits.
    pub(crate) fn divisor(&self) -> u32 {
        let most = self.deltas.iter().map(|run| run.ticks).max().unwrap_or(0);
        let most = most.max(self.last_delta());
        let timescale = self.timescale.get();
        let fits = |by: &u32| {
            timescale.is_multiple_of(*by) && most / u64::from(*by) < LONGEST_DELTA as u64
        };
        (1..=timescale).find(fits).unwrap_or(timescale)
    }

    /// The decode deltas with the last sample's, and their sum, in ticks of the table.
    pub(crate) fn deltas(&self, divisor: u32) -> (Vec<SttsEntry>, u64) {
        let mut deltas = self.deltas.clone();
        if !self.is_empty() {
            push_delta(&mut deltas, self.last_delta());
        }
        if divisor > 1 {
            let decodes: Vec<_> = ends(&deltas).map(|end| divided(end, divisor)).collect();
            deltas.clear();
            for (begin, end) in [0].iter().chain(&decodes).zip(&decodes) {
                push_delta(&mut deltas, end.abs_diff(*begin));
            }
        }
        let sum = deltas.iter().map(|run| u64::from(run.samples) * run.ticks).sum();
        let entry = |run: &DeltaRun| SttsEntry {
            sample_count: run.samples,
            sample_delta: run.ticks as u32,
        };
        (deltas.iter().map(entry).collect(), sum)
    }

    /// Whether a sample is presented at another time than it is decoded.
    pub(crate) fn is_shifted(&self) -> bool {
        self.shifts.iter().any(|run| run.sample_offset != 0)
    }

    fn shifts(&self, divisor: u32) -> Option<CttsBox> {
        if !self.is_shifted() {
            return None;
        }
        let mut entries = self.shifts.clone();
        if divisor > 1 {
            let shifts = self
                .shifts
                .iter()
                .flat_map(|run| std::iter::repeat_n(run.sample_offset, run.sample_count as usize));
            entries = Vec::new();
            for (decode, shift) in std::iter::once(0).chain(ends(&self.deltas)).zip(shifts) {
                let shift = divided(decode + shift, divisor) - divided(decode, divisor);
                push_shift(&mut entries, shift);
            }
        }
        let negative = entries.iter().any(|run| run.sample_offset < 0);
        Some(CttsBox { version: u8::from(negative), entries })
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

    fn chunk_offsets(&self, place: Place) -> Either<StcoBox, Co64Box> {
        let offsets = self.chunks.iter().map(|chunk| place.payload + chunk.offset);
        if place.wide {
            Either::B(Co64Box { chunk_offsets: offsets.collect() })
        } else {
            Either::A(StcoBox { chunk_offsets: offsets.map(|offset| offset as u32).collect() })
        }
    }

    /// The `roll` group of all samples: how many of them decoding has to run ahead (section 10.1).
    fn roll_groups(&self) -> Vec<UnknownBox> {
        // The last sample may be trimmed, so the shortest of the others counts.
        let alone = self.deltas.is_empty().then(|| self.last_delta());
        match self.roll_distance(self.deltas.iter().map(|run| run.ticks).chain(alone)) {
            Some(distance) => {
                vec![roll_description(distance), roll_members(self.sizes.len() as u32)]
            }
            None => Vec::new(),
        }
    }

    /// How many samples decoding has to run ahead, if it has to, with samples of these lengths.
    pub(crate) fn roll_distance(&self, deltas: impl Iterator<Item = u64>) -> Option<i16> {
        let ticks = self.roll();
        if ticks == 0 {
            return None;
        }
        let shortest = deltas.filter(|delta| *delta > 0).min();
        let ticks = u64::from(ticks);
        let distance = ticks.div_ceil(shortest.unwrap_or(ticks));
        Some(i16::try_from(distance).unwrap_or(i16::MAX))
    }
}

/// Where each sample ends on the media timeline, in ticks of the track.
fn ends(deltas: &[DeltaRun]) -> impl Iterator<Item = i64> {
    let each = deltas.iter().flat_map(|run| std::iter::repeat_n(run.ticks, run.samples as usize));
    each.scan(0i64, |end, ticks| {
        *end = end.saturating_add_unsigned(ticks);
        Some(*end)
    })
}

/// The nearest tick of a timescale that is divided.
pub(crate) fn divided(ticks: i64, divisor: u32) -> i64 {
    (ticks + i64::from(divisor / 2)).div_euclid(i64::from(divisor))
}

/// An empty table, for samples that lie in fragments.
pub(crate) fn empty_table(stsd_box: StsdBox, roll_distance: Option<i16>) -> StblBox {
    StblBox {
        stsd_box,
        stts_box: SttsBox { entries: Vec::new() },
        ctts_box: None,
        cslg_box: None,
        stsc_box: StscBox { entries: Vec::new() },
        stsz_box: StszBox::Variable { entry_sizes: Vec::new() },
        stco_or_co64_box: Either::A(StcoBox { chunk_offsets: Vec::new() }),
        stss_box: None,
        sdtp_box: None,
        unknown_boxes: roll_distance.map(roll_description).into_iter().collect(),
    }
}

/// `sgpd`: one group, whose samples need `distance` others before them (section 8.9.3).
fn roll_description(distance: i16) -> UnknownBox {
    let distance = (-distance).to_be_bytes();
    let payload = [&[1, 0, 0, 0], &b"roll"[..], &be(2), &be(1), &distance].concat();
    plain_box(b"sgpd", payload)
}

/// `sbgp`: the next `count` samples belong to that group (section 8.9.2).
pub(crate) fn roll_members(count: u32) -> UnknownBox {
    plain_box(b"sbgp", [&[0; 4], &b"roll"[..], &be(1), &be(count), &be(1)].concat())
}
