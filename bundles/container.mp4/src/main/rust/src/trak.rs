//! The box of a track, around its sample table (ISO/IEC 14496-12, section 8.3 and 8.4).

use crate::edit::Edit;
use crate::table::{Place, divided};
use crate::track::{Kind, Track};
use shiguredo_mp4::boxes::{
    DinfBox, HdlrBox, MdhdBox, MdiaBox, MinfBox, SmhdBox, StblBox, TkhdBox, TrakBox, UnknownBox,
    VmhdBox,
};
use shiguredo_mp4::{BoxSize, BoxType, Either, FixedPointNumber, Mp4FileTime};
use std::num::NonZeroU32;

/// What all tracks of a movie agree on.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Ticks a second of the movie.
    pub timescale: NonZeroU32,
    /// When it was recorded.
    pub created: Mp4FileTime,
    /// Where its presentation ends, in microseconds, unless with the samples.
    pub end_us: Option<i64>,
}

/// What a track's box holds.
pub(crate) struct Contents {
    /// By how much ticks of the track are divided in its media.
    pub(crate) divisor: u32,
    pub(crate) edit: Option<Edit>,
    /// In ticks of the movie, and of the track; 0 where samples lie in fragments.
    pub(crate) durations: (u64, u64),
    pub(crate) table: StblBox,
}

impl Track {
    /// The track's box; `timecode_id` is the identifier of the track that holds its timecode.
    pub fn to_box(
        &self,
        track_id: u32,
        setting: Setting,
        place: Place,
        timecode_id: Option<u32>,
    ) -> TrakBox {
        let divisor = self.divisor();
        let edit = self.edit(setting.end_us);
        let (deltas, duration) = self.deltas(divisor);
        let identity = divisor == 1 && edit.is_identity(duration);
        let contents = Contents {
            divisor,
            // Sound that is heard later than it is decoded has an edit list only if that says
            // something: FFmpeg looks for the sample that is heard when the list begins.
            edit: (self.roll() > 0 && !self.is_shifted() || !identity).then_some(edit),
            durations: (
                edit.movie_duration(self.timescale.get(), setting.timescale.get()),
                duration,
            ),
            table: self.table(deltas, divisor, place),
        };
        self.box_around(track_id, setting, contents, timecode_id)
    }

    pub(crate) fn box_around(
        &self,
        track_id: u32,
        setting: Setting,
        contents: Contents,
        timecode_id: Option<u32>,
    ) -> TrakBox {
        let (timescale, movie_timescale) = (self.timescale.get(), setting.timescale.get());
        let (movie_duration, duration) = contents.durations;
        TrakBox {
            tkhd_box: self.header(track_id, setting.created, movie_duration),
            edts_box: contents.edit.map(|edit| {
                let media_time = divided(edit.media_time, contents.divisor);
                Edit { media_time, ..edit }.to_box(timescale, movie_timescale)
            }),
            mdia_box: MdiaBox {
                mdhd_box: MdhdBox {
                    creation_time: setting.created,
                    modification_time: setting.created,
                    timescale: NonZeroU32::new(timescale / contents.divisor)
                        .unwrap_or(NonZeroU32::MIN),
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
                    stbl_box: contents.table,
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

    fn header(&self, track_id: u32, created: Mp4FileTime, duration: u64) -> TkhdBox {
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
            creation_time: created,
            modification_time: created,
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
}

pub(crate) fn be(value: u32) -> [u8; 4] {
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
