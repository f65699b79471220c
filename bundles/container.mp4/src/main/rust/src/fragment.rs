//! Files that grow by fragments (ISO/IEC 14496-12, section 8.8).
//!
//! ```text
//! ftyp | free | moov: no samples, mvex | moof, mdat | moof, mdat | …
//! ```
//!
//! The samples of the open fragment are held by their tracks. When it is closed they get their
//! `moof` box and enter the sample tables, so that a whole `moov` can be written at any time.

use crate::edit::{Edit, Extent};
use crate::movie::{Movie, free};
use crate::table::{empty_table, roll_members};
use crate::track::{LONGEST_DELTA, Sample, Track};
use crate::trak::{Contents, Setting, be, plain_box};
use crate::{Result, argument};
use shiguredo_mp4::boxes::{
    Brand, MfhdBox, MoofBox, StsdBox, TfdtBox, TfhdBox, TrafBox, TrexBox, TrunBox, TrunSample,
};
use shiguredo_mp4::{Encode, SampleFlags};

/// A `free` box that leaves room for the 64-bit header of `mdat`.
const MDAT_HEADER: usize = 16;

/// Decoding can start at the sample, or it depends on others (section 8.8.3.1).
const KEY: SampleFlags = SampleFlags::new(0x0200_0000);
const DEPENDENT: SampleFlags = SampleFlags::new(0x0101_0000);

/// What the `moov` box in front of the fragments says of a track.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    id: u32,
    /// Where the media timeline begins, in ticks of the recording.
    pub(crate) origin: i64,
    edit: Edit,
    roll_distance: Option<i16>,
    /// How many of the sample entries it holds.
    entries: usize,
}

/// A sample and how long it takes to decode.
#[derive(Debug, Clone, Copy)]
struct Timed {
    sample: Sample,
    delta: u32,
}

impl Movie {
    /// The bytes in front of the first fragment: `ftyp`, with `hybrid` a `free` box that can become
    /// the header of an `mdat` box, and `moov`. Asked for again, it has the same length and states
    /// the duration of what was written.
    ///
    /// Tracks that have neither a sample nor a sample entry are left out, and may not begin later.
    pub fn opening(&mut self, hybrid: bool) -> Result<Vec<u8>> {
        let mut bytes = self.file_type(&[Brand::new(*b"iso5"), Brand::new(*b"iso6")])?;
        if hybrid {
            bytes.extend(free(MDAT_HEADER)?);
        }
        let setting = self.open();
        let mut moov = self.header_box(setting);
        let mut mvex = self.duration_box(setting);
        for track in &self.tracks {
            let absent = self.fragments > 0 && track.is_empty();
            moov.extend(free_if(absent, track.opening_box(setting)?));
            mvex.extend(free_if(absent, track.opening_defaults()?));
        }
        moov.extend(plain_box(b"mvex", mvex).encode_to_vec()?);
        if let Some(user_data) = self.user_data() {
            moov.extend(user_data.encode_to_vec()?);
        }
        bytes.extend(plain_box(b"moov", moov).encode_to_vec()?);
        Ok(bytes)
    }

    /// Fixes what the `moov` box in front says of the tracks.
    fn open(&mut self) -> Setting {
        if let Some(setting) = self.opening {
            return setting;
        }
        let setting = self.setting(|track| !track.entries.is_empty());
        let described = self.tracks.iter_mut().filter(|track| !track.entries.is_empty());
        for (id, track) in (1u32..).zip(described) {
            track.open(id, setting.end_us);
        }
        self.opening = Some(setting);
        setting
    }

    /// `mvhd` with room for any duration, which is 0 until there are samples.
    fn header_box(&self, setting: Setting) -> Vec<u8> {
        let created = setting.created.as_secs().to_be_bytes();
        let times = [&created[..], &created, &be(setting.timescale.get())].concat();
        let rate_volume = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let matrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000].map(be).concat();
        let next_id = self.tracks.iter().filter_map(|track| track.opening).count() as u32 + 1;
        let duration = self.duration(setting).to_be_bytes();
        let parts = [&[1, 0, 0, 0], &times[..], &duration, &rate_volume, &matrix, &[0; 24]];
        let payload = [parts.concat(), be(next_id).to_vec()].concat();
        [&be(payload.len() as u32 + 8), &b"mvhd"[..], &payload].concat()
    }

    /// `mehd`, or its room while there is no duration.
    fn duration_box(&self, setting: Setting) -> Vec<u8> {
        let duration = self.duration(setting);
        let name = if duration > 0 { b"mehd" } else { b"free" };
        let version = [u8::from(duration > 0), 0, 0, 0];
        [&be(20), &name[..], &version, &duration.to_be_bytes()].concat()
    }

    fn duration(&self, setting: Setting) -> u64 {
        let filled = self.tracks.iter().filter(|track| !track.is_empty());
        let durations = filled.map(|track| {
            let edit = track.edit(setting.end_us);
            edit.movie_duration(track.timescale.get(), setting.timescale.get())
        });
        durations.max().unwrap_or(0)
    }

    /// Closes the fragment: returns its `moof` box and the header of its `mdat` box, which go to
    /// `at` in the file, the samples' bytes behind them. Nothing without samples.
    ///
    /// `next` is the number of the track whose sample begins the next fragment and the decode time
    /// of that sample, which is what the last one of this fragment lasts to.
    pub fn close_fragment(&mut self, at: u64, next: Option<(u32, i64)>) -> Result<Vec<u8>> {
        if self.opening.is_none() {
            return argument("a fragment before the boxes in front of it");
        }
        let held = self.tracks.iter().flat_map(|track| &track.held);
        let size: u64 = held.map(|sample| u64::from(sample.size)).sum();
        if self.tracks.iter().all(|track| track.held.is_empty()) {
            return Ok(Vec::new());
        }
        let Ok(mdat_size) = u32::try_from(size + 8) else {
            return argument(format!("a fragment of {size} bytes"));
        };
        self.fragments = self.fragments.wrapping_add(1);
        // Where the samples lie depends on how long the box is, but its length not on where.
        let header = self.moof(0, next)?.encode_to_vec()?.len() + 8;
        let mut bytes = self.moof(header, next)?.encode_to_vec()?;
        bytes.extend([&be(mdat_size), &b"mdat"[..]].concat());
        let base = at.saturating_add(bytes.len() as u64);
        self.tracks.iter_mut().for_each(|track| track.commit(base));
        Ok(bytes)
    }

    fn moof(&self, header: usize, next: Option<(u32, i64)>) -> Result<MoofBox> {
        let mut traf_boxes = Vec::new();
        for (number, track) in (0u32..).zip(&self.tracks) {
            let next = next.filter(|(other, _)| *other == number).map(|(_, decode)| decode);
            traf_boxes.extend(track.trafs(header as u64, next)?);
        }
        Ok(MoofBox {
            mfhd_box: MfhdBox { sequence_number: self.fragments },
            traf_boxes,
            unknown_boxes: Vec::new(),
        })
    }
}

impl Track {
    fn open(&mut self, id: u32, end_us: Option<i64>) {
        let deltas = self.held_deltas(None);
        let lead = self.lead();
        // A track that is still to come may begin with its lead before time 0, or with pictures
        // that are decoded up to a second before they are shown.
        let before = match self.is_video() {
            true => i64::from(self.timescale.get()),
            false => i64::from(lead),
        };
        let first = self.held.first().map_or(-before, |sample| sample.decode);
        let shown = self.held.iter().map(|sample| sample.presentation).min();
        let earliest = shown.map_or(-i64::from(lead), |shown| self.earliest(shown, first));
        let end = self.ticks(end_us);
        let mut edit = Edit::of(Extent { first_decode: first, earliest, end, lead });
        if end_us.is_none() {
            edit.length = 0; // to the end of all fragments (section 8.6.6.1)
        }
        // A track that is still to come has packets of usual length: four make what Opus asks for.
        let usual = || vec![self.roll().div_ceil(4)];
        let deltas = if deltas.is_empty() { usual() } else { deltas };
        self.opening = Some(Opening {
            id,
            origin: first,
            edit,
            roll_distance: self.roll_distance(deltas.into_iter().map(u64::from)),
            entries: self.entries.len(),
        });
    }

    fn opening_box(&self, setting: Setting) -> Result<Vec<u8>> {
        let Some(opening) = self.opening else { return Ok(Vec::new()) };
        let entries = self.entries[..opening.entries].to_vec();
        let contents = Contents {
            divisor: 1,
            edit: Some(opening.edit),
            durations: (0, 0),
            table: empty_table(StsdBox { entries }, opening.roll_distance),
        };
        Ok(self.box_around(opening.id, setting, contents, None).encode_to_vec()?)
    }

    fn opening_defaults(&self) -> Result<Vec<u8>> {
        let Some(opening) = self.opening else { return Ok(Vec::new()) };
        let defaults = TrexBox {
            track_id: opening.id,
            default_sample_description_index: 1,
            default_sample_duration: 0,
            default_sample_size: 0,
            default_sample_flags: SampleFlags::empty(),
        };
        Ok(defaults.encode_to_vec()?)
    }

    /// Decode durations of the held samples, the last of which lasts to `next` if that is known.
    fn held_deltas(&self, next: Option<i64>) -> Vec<u32> {
        let mut deltas: Vec<_> =
            self.held.windows(2).map(|two| (two[1].decode - two[0].decode) as u32).collect();
        if let Some(last) = self.held.last() {
            let known = next.map(|next| next - last.decode);
            let known = known.filter(|delta| (0..=LONGEST_DELTA).contains(delta));
            let open = self.open_delta(last, deltas.last().map(|delta| u64::from(*delta)));
            // The next fragment says when it begins.
            deltas.push(known.map_or(open, i64::unsigned_abs).min(LONGEST_DELTA as u64) as u32);
        }
        deltas
    }

    /// One box for each run of samples with the same sample entry. Entries that came later than the
    /// boxes in front cannot be named: their samples carry their parameter sets themselves.
    fn trafs(&self, header: u64, next: Option<i64>) -> Result<Vec<TrafBox>> {
        let Some(opening) = self.opening else {
            return if self.held.is_empty() {
                Ok(Vec::new())
            } else {
                argument("a track that was not described in front of the fragments")
            };
        };
        let deltas = self.held_deltas(next);
        let timed: Vec<_> =
            self.held.iter().zip(deltas).map(|(s, delta)| Timed { sample: *s, delta }).collect();
        let entry = |timed: &Timed| (timed.sample.entry as usize).min(opening.entries - 1);
        timed
            .chunk_by(|a, b| entry(a) == entry(b))
            .map(|run| self.traf(opening, entry(&run[0]) as u32 + 1, run, header))
            .collect()
    }

    fn traf(&self, opening: Opening, entry: u32, run: &[Timed], header: u64) -> Result<TrafBox> {
        let size = same(run, |timed| timed.sample.size);
        let delta = same(run, |timed| timed.delta);
        let flags = same(run, |timed| self.flags(&timed.sample));
        let reorders = run.iter().any(|timed| timed.sample.presentation != timed.sample.decode);
        let neighbours =
            |a: &Timed, b: &Timed| a.sample.offset + u64::from(a.sample.size) == b.sample.offset;
        let trun_boxes: Result<_> = run
            .chunk_by(neighbours)
            .map(|piece| {
                let Ok(data_offset) = i32::try_from(header + piece[0].sample.offset) else {
                    return argument("a fragment of more than 2 GiB");
                };
                let samples = piece.iter().map(|Timed { sample, delta: own }| TrunSample {
                    duration: delta.is_none().then_some(*own),
                    size: size.is_none().then_some(sample.size),
                    flags: flags.is_none().then(|| self.flags(sample)),
                    composition_time_offset: reorders
                        .then_some((sample.presentation - sample.decode) as i32),
                });
                Ok(TrunBox {
                    data_offset: Some(data_offset),
                    first_sample_flags: None,
                    samples: samples.collect(),
                })
            })
            .collect();
        let rolls = opening.roll_distance.map(|_| roll_members(run.len() as u32));
        Ok(TrafBox {
            tfhd_box: TfhdBox {
                track_id: opening.id,
                base_data_offset: None,
                sample_description_index: (entry > 1).then_some(entry),
                default_sample_duration: delta,
                default_sample_size: size,
                default_sample_flags: flags,
                duration_is_empty: false,
                default_base_is_moof: true,
            },
            tfdt_box: Some(TfdtBox {
                version: 1,
                base_media_decode_time: (run[0].sample.decode - opening.origin).unsigned_abs(),
            }),
            trun_boxes: trun_boxes?,
            unknown_boxes: rolls.into_iter().collect(),
        })
    }

    fn flags(&self, sample: &Sample) -> SampleFlags {
        if sample.key || !self.is_video() { KEY } else { DEPENDENT }
    }
}

/// What all of them have, if they agree.
fn same<T: PartialEq>(run: &[Timed], value: impl Fn(&Timed) -> T) -> Option<T> {
    let first = value(&run[0]);
    run.iter().all(|timed| value(timed) == first).then_some(first)
}

/// A box that becomes a `free` box of the same size.
fn free_if(absent: bool, mut encoded: Vec<u8>) -> Vec<u8> {
    if absent && let Some(name) = encoded.get_mut(4..8) {
        name.copy_from_slice(b"free");
    }
    encoded
}

#[cfg(test)]
#[path = "fragment_test.rs"]
mod tests;
