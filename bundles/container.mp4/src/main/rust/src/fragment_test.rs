use super::*;
use crate::track::Kind;
use crate::track::tests::opus_entry;
use shiguredo_mp4::Decode;
use shiguredo_mp4::boxes::{FtypBox, MoovBox};
use std::num::NonZeroU32;

const VIDEO: Kind = Kind::Video { width: 640, height: 360 };
const OPUS: Kind = Kind::Audio { lead: 312, roll: 3_840 };

fn movie(tracks: &[(Kind, u32)]) -> Movie {
    let mut movie = Movie::fragmented();
    for (kind, timescale) in tracks {
        let timescale = NonZeroU32::new(*timescale).unwrap();
        let mut track = Track::new(*kind, timescale, String::new());
        track.add_entry(&opus_entry(2)).unwrap();
        movie.add_track(track, None);
    }
    movie
}

fn sample(decode: i64, offset: u64) -> Sample {
    Sample { entry: 0, size: 10, key: true, decode, presentation: decode, duration: 960, offset }
}

fn moov(opening: &[u8]) -> MoovBox {
    let (_, ftyp) = FtypBox::decode(opening).unwrap();
    MoovBox::decode(&opening[ftyp..]).unwrap().0
}

fn moof(fragment: &[u8]) -> MoofBox {
    let (moof, length) = MoofBox::decode(fragment).unwrap();
    assert_eq!(length + 8, fragment.len());
    moof
}

#[test]
fn opening_has_the_same_length_when_the_duration_is_known() {
    let mut movie = movie(&[(OPUS, 48_000), (VIDEO, 90_000)]);
    movie.append(0, sample(0, 0)).unwrap();
    movie.append(1, sample(0, 10)).unwrap();
    let before = movie.opening(false).unwrap();
    movie.close_fragment(before.len() as u64, None).unwrap();
    let after = movie.opening(false).unwrap();
    assert_eq!(before.len(), after.len());
    assert_eq!(0, moov(&before).mvhd_box.duration);
    assert_eq!(20_000, moov(&after).mvhd_box.duration);
    assert!(moov(&before).mvex_box.unwrap().mehd_box.is_none());
    assert!(moov(&after).mvex_box.unwrap().mehd_box.is_some());
}

#[test]
fn track_that_stays_without_samples_is_taken_out_at_the_end() {
    let mut movie = movie(&[(OPUS, 48_000), (VIDEO, 90_000)]);
    movie.append(0, sample(0, 0)).unwrap();
    let before = movie.opening(false).unwrap();
    assert_eq!(2, moov(&before).trak_boxes.len());
    movie.close_fragment(before.len() as u64, None).unwrap();
    let after = moov(&movie.opening(false).unwrap());
    assert_eq!(1, after.trak_boxes.len());
    assert_eq!(1, after.mvex_box.unwrap().trex_boxes.len());
}

#[test]
fn fragment_places_the_samples_of_each_track() {
    let mut movie = movie(&[(VIDEO, 90_000), (OPUS, 48_000)]);
    movie.opening(true).unwrap();
    movie.append(0, Sample { presentation: 1_500, ..sample(0, 0) }).unwrap();
    movie.append(0, Sample { key: false, presentation: -1, ..sample(500, 10) }).unwrap();
    movie.append(1, sample(0, 20)).unwrap();
    movie.append(0, Sample { key: false, size: 5, ..sample(1_000, 30) }).unwrap();
    let bytes = movie.close_fragment(1_000, Some((0, 7_000))).unwrap();
    let moof = moof(&bytes);
    let (video, sound) = (&moof.traf_boxes[0], &moof.traf_boxes[1]);
    let base = bytes.len() as i32;
    let offsets: Vec<_> = video.trun_boxes.iter().map(|run| run.data_offset).collect();
    assert_eq!(vec![Some(base), Some(base + 30)], offsets);
    assert_eq!(Some(base + 20), sound.trun_boxes[0].data_offset);
    let samples: Vec<_> = video.trun_boxes.iter().flat_map(|run| &run.samples).collect();
    let durations: Vec<_> = samples.iter().map(|sample| sample.duration).collect();
    assert_eq!(vec![Some(500), Some(500), Some(6_000)], durations);
    let shifts: Vec<_> = samples.iter().map(|sample| sample.composition_time_offset).collect();
    assert_eq!(vec![Some(1_500), Some(-501), Some(0)], shifts);
    assert_eq!(vec![Some(KEY), Some(DEPENDENT), Some(DEPENDENT)], {
        samples.iter().map(|sample| sample.flags).collect::<Vec<_>>()
    });
    assert_eq!(Some(960), sound.tfhd_box.default_sample_duration);
    assert_eq!(Some(10), sound.tfhd_box.default_sample_size);
    assert_eq!(b"sbgp", sound.unknown_boxes[0].box_type.as_bytes());
    assert!(video.unknown_boxes.is_empty());
}

#[test]
fn fragments_count_decode_time_from_the_first_sample() {
    let mut movie = movie(&[(VIDEO, 25)]);
    movie.append(0, sample(-2, 0)).unwrap();
    let opening = moov(&movie.opening(false).unwrap());
    let edits = &opening.trak_boxes[0].edts_box.as_ref().unwrap().elst_box.as_ref().unwrap();
    assert_eq!((0, 2), (edits.entries[0].edit_duration, edits.entries[0].media_time));
    let times: Vec<_> = [-1, 5]
        .into_iter()
        .map(|decode| {
            let fragment = moof(&movie.close_fragment(100, None).unwrap());
            movie.append(0, sample(decode, 0)).unwrap();
            fragment.traf_boxes[0].tfdt_box.as_ref().unwrap().base_media_decode_time
        })
        .collect();
    assert_eq!(vec![0, 1], times);
}

#[test]
fn late_track_keeps_its_time() {
    let mut movie = movie(&[(VIDEO, 25), (VIDEO, 25)]);
    movie.append(0, sample(0, 0)).unwrap();
    movie.opening(false).unwrap();
    movie.close_fragment(0, None).unwrap();
    assert!(movie.append(1, sample(-26, 0)).is_err());
    movie.append(1, sample(50, 0)).unwrap();
    let fragment = moof(&movie.close_fragment(100, None).unwrap());
    assert_eq!(2, fragment.traf_boxes[0].tfhd_box.track_id);
    assert_eq!(75, fragment.traf_boxes[0].tfdt_box.as_ref().unwrap().base_media_decode_time);
}

#[test]
fn track_that_nothing_described_may_not_begin_late() {
    let mut movie = movie(&[(VIDEO, 25)]);
    let late = Track::new(VIDEO, NonZeroU32::MIN, String::new());
    movie.add_track(late, None);
    movie.opening(false).unwrap();
    movie.track(1).unwrap().add_entry(&opus_entry(1)).unwrap();
    assert!(movie.append(1, sample(0, 0)).is_err());
}

#[test]
fn entry_that_comes_late_is_named_by_the_last_that_was_described() {
    let mut movie = movie(&[(VIDEO, 25)]);
    movie.append(0, sample(0, 0)).unwrap();
    movie.opening(true).unwrap();
    movie.track(0).unwrap().add_entry(&opus_entry(1)).unwrap();
    movie.append(0, Sample { entry: 1, ..sample(1, 10) }).unwrap();
    let fragment = moof(&movie.close_fragment(0, None).unwrap());
    assert_eq!(1, fragment.traf_boxes.len());
    assert_eq!(None, fragment.traf_boxes[0].tfhd_box.sample_description_index);
    let (whole, _) = MoovBox::decode(&movie.moov(0).unwrap()).unwrap();
    assert_eq!(2, whole.trak_boxes[0].mdia_box.minf_box.stbl_box.stsd_box.entries.len());
}

#[test]
fn samples_enter_the_table_where_the_fragment_puts_them() {
    let mut movie = movie(&[(OPUS, 48_000)]);
    movie.append(0, sample(0, 0)).unwrap();
    movie.append(0, sample(960, 10)).unwrap();
    assert!(movie.close_fragment(50, None).is_err());
    movie.opening(true).unwrap();
    let fragment = movie.close_fragment(50, None).unwrap();
    assert!(movie.close_fragment(50, None).unwrap().is_empty());
    let track = movie.track(0).unwrap();
    assert_eq!(50 + fragment.len() as u64 + 20, track.payload_end());
}

#[test]
fn late_sound_may_begin_with_its_lead() {
    let mut movie = movie(&[(VIDEO, 25), (OPUS, 48_000)]);
    movie.append(0, sample(0, 0)).unwrap();
    let opening = moov(&movie.opening(false).unwrap());
    let edits = opening.trak_boxes[1].edts_box.as_ref().unwrap().elst_box.as_ref().unwrap();
    assert_eq!(vec![312], edits.entries.iter().map(|e| e.media_time).collect::<Vec<_>>());
    movie.close_fragment(0, None).unwrap();
    assert!(movie.append(1, sample(-313, 0)).is_err());
    movie.append(1, sample(-312, 0)).unwrap();
}
