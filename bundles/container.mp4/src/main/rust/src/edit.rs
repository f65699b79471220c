//! When a track is presented (ISO/IEC 14496-12, section 8.6.6).
//!
//! Samples carry absolute times; a track's media timeline begins with the decode time of its first
//! sample. The edit list puts it where it belongs:
//!
//! ```text
//! movie   0 ........ begin ============================== end
//!           (empty)        media_time → what is presented
//! media            |priming|=============================|
//! ```

use shiguredo_mp4::FixedPointNumber;
use shiguredo_mp4::boxes::{EdtsBox, ElstBox, ElstEntry};

/// The extent of a track on the recording's timeline, in ticks of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Decode time of the first sample: where the media timeline begins.
    pub first_decode: i64,
    /// The earliest presentation time.
    pub earliest: i64,
    /// The end of what is presented last.
    pub end: i64,
    /// Decoded sound to drop at the start.
    pub lead: u32,
}

/// What an edit list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// Ticks of the track before anything is presented.
    pub begin: u64,
    /// Where in the media the presentation begins.
    pub media_time: i64,
    /// Ticks of the track that are presented.
    pub length: u64,
}

impl Edit {
    /// The edit that presents every sample at its own time.
    ///
    /// What lies before time 0 is not presented, nor is the lead at the start of a sound.
    pub fn of(extent: Extent) -> Self {
        let begin = (extent.earliest + i64::from(extent.lead)).max(0);
        let media_time = begin - extent.first_decode;
        let length = extent.end - begin;
        Self {
            begin: begin.unsigned_abs(),
            media_time,
            length: u64::try_from(length).unwrap_or(0).max(1),
        }
    }

    /// Whether the media is presented as it is, without an edit list.
    pub fn is_identity(&self, media_duration: u64) -> bool {
        self.begin == 0 && self.media_time == 0 && self.length == media_duration
    }

    /// From time 0 to the end, in ticks of the movie.
    pub fn movie_duration(&self, timescale: u32, movie_timescale: u32) -> u64 {
        scale(self.begin, timescale, movie_timescale).saturating_add(scale(
            self.length,
            timescale,
            movie_timescale,
        ))
    }

    /// The boxes.
    pub fn to_box(self, timescale: u32, movie_timescale: u32) -> EdtsBox {
        let mut entries = Vec::with_capacity(2);
        if self.begin > 0 {
            entries.push(entry(scale(self.begin, timescale, movie_timescale), -1));
        }
        entries.push(entry(scale(self.length, timescale, movie_timescale), self.media_time));
        EdtsBox { elst_box: Some(ElstBox { entries }), unknown_boxes: Vec::new() }
    }
}

fn entry(edit_duration: u64, media_time: i64) -> ElstEntry {
    ElstEntry { edit_duration, media_time, media_rate: FixedPointNumber::new(1, 0) }
}

/// Converts ticks to the nearest tick of another timescale, at least 1 for at least 1.
fn scale(ticks: u64, from: u32, to: u32) -> u64 {
    let (from, to) = (u128::from(from), u128::from(to));
    let scaled = (u128::from(ticks) * to + from / 2) / from;
    u64::try_from(scaled).unwrap_or(u64::MAX).max(u64::from(ticks > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(first_decode: i64, earliest: i64, end: i64, lead: u32) -> Edit {
        Edit::of(Extent { first_decode, earliest, end, lead })
    }

    #[test]
    fn plain_track_needs_no_edit() {
        assert!(edit(0, 0, 500, 0).is_identity(500));
    }

    #[test]
    fn late_track_begins_with_an_empty_edit() {
        let edit = edit(90, 90, 590, 0);
        assert_eq!(Edit { begin: 90, media_time: 0, length: 500 }, edit);
        let entries = edit.to_box(1_000, 1_000_000).elst_box.unwrap().entries;
        assert_eq!((90_000, -1), (entries[0].edit_duration, entries[0].media_time));
        assert_eq!((500_000, 0), (entries[1].edit_duration, entries[1].media_time));
        assert_eq!(590_000, edit.movie_duration(1_000, 1_000_000));
    }

    #[test]
    fn reordered_pictures_skip_their_delay() {
        assert_eq!(Edit { begin: 0, media_time: 2, length: 10 }, edit(-2, 0, 10, 0));
    }

    #[test]
    fn lead_is_not_presented() {
        assert_eq!(Edit { begin: 312, media_time: 312, length: 1_608 }, edit(0, 0, 1_920, 312));
        assert_eq!(Edit { begin: 0, media_time: 312, length: 1_608 }, edit(-312, -312, 1_608, 312));
    }

    #[test]
    fn track_before_time_zero_is_never_empty() {
        assert_eq!(1, edit(-500, -500, -100, 0).length);
    }
}
