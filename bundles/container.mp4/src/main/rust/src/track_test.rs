use super::*;
use crate::table::Place;
use crate::trak::Setting;
use shiguredo_mp4::Encode;
use shiguredo_mp4::boxes::{AudioSampleEntryFields, Co64Box, DopsBox, OpusBox, StblBox, StcoBox};
use shiguredo_mp4::{Either, FixedPointNumber, Mp4FileTime};
use std::num::NonZeroU16;

const VIDEO: Kind = Kind::Video { width: 640, height: 360 };
const OPUS: Kind = Kind::Audio { lead: 312, roll: 3_840 };

pub(crate) fn opus_entry(channels: u8) -> Vec<u8> {
    SampleEntry::Opus(OpusBox {
        audio: AudioSampleEntryFields {
            data_reference_index: NonZeroU16::MIN,
            channelcount: u16::from(channels),
            samplesize: 16,
            samplerate: FixedPointNumber::new(48_000, 0),
        },
        dops_box: DopsBox {
            output_channel_count: channels,
            pre_skip: 312,
            input_sample_rate: 48_000,
            output_gain: 0,
        },
        unknown_boxes: Vec::new(),
    })
    .encode_to_vec()
    .unwrap()
}

fn track(kind: Kind, timescale: u32) -> Track {
    let mut track = Track::new(kind, NonZeroU32::new(timescale).unwrap(), String::new());
    track.add_entry(&opus_entry(2)).unwrap();
    track
}

fn sample(decode: i64, duration: u64, offset: u64) -> Sample {
    Sample { entry: 0, size: 10, key: true, decode, presentation: decode, duration, offset }
}

fn table(track: &Track) -> StblBox {
    let setting =
        Setting { timescale: track.timescale, created: Mp4FileTime::default(), end_us: None };
    let place = Place { payload: 100, wide: false };
    track.to_box(1, setting, place, None).mdia_box.minf_box.stbl_box
}

fn deltas(table: &StblBox) -> Vec<(u32, u32)> {
    table.stts_box.entries.iter().map(|run| (run.sample_count, run.sample_delta)).collect()
}

#[test]
fn deltas_are_distances_of_decode_times() {
    let mut track = track(VIDEO, 1_000_000);
    for (index, decode) in [0, 33_333, 66_667, 100_000].into_iter().enumerate() {
        track.append(sample(decode, 33_333, index as u64 * 10)).unwrap();
    }
    assert_eq!(vec![(1, 33_333), (1, 33_334), (2, 33_333)], deltas(&table(&track)));
}

#[test]
fn falling_decode_time_is_refused() {
    let mut track = track(VIDEO, 1_000);
    track.append(sample(5, 1, 0)).unwrap();
    assert!(track.append(sample(4, 1, 10)).is_err());
}

#[test]
fn gap_beyond_32_bits_is_written_in_fewer_ticks() {
    let mut track = track(VIDEO, 1_000_000);
    let later = 5_000_000_003;
    track.append(Sample { presentation: 40_000, ..sample(0, 40_000, 0) }).unwrap();
    track.append(sample(40_000, 40_000, 10)).unwrap();
    track.append(Sample { presentation: later + 7, ..sample(later, 40_000, 20) }).unwrap();
    let setting =
        Setting { timescale: track.timescale, created: Mp4FileTime::default(), end_us: None };
    let trak = track.to_box(1, setting, Place { payload: 100, wide: false }, None);
    assert_eq!(500_000, trak.mdia_box.mdhd_box.timescale.get());
    let table = &trak.mdia_box.minf_box.stbl_box;
    assert_eq!(vec![(1, 20_000), (1, 2_499_980_002), (1, 20_000)], deltas(table));
    let shifts = &table.ctts_box.as_ref().unwrap().entries;
    let shifts: Vec<_> = shifts.iter().map(|r| (r.sample_count, r.sample_offset)).collect();
    assert_eq!(vec![(1, 20_000), (1, 0), (1, 3)], shifts);
    let edit = &trak.edts_box.unwrap().elst_box.unwrap().entries[1];
    assert_eq!((later + 7, 20_000), (edit.edit_duration as i64, edit.media_time));
}

#[test]
fn gap_of_a_lifetime_is_refused() {
    let mut track = track(VIDEO, 1_000_000);
    track.append(sample(0, 1, 0)).unwrap();
    assert!(track.append(sample(1 << 60, 1, 10)).is_err());
    assert!(track.append(sample(i64::MAX, 1, 10)).is_err());
}

#[test]
fn unknown_last_duration_repeats_the_delta_before() {
    let mut track = track(VIDEO, 1_000);
    track.append(sample(0, 0, 0)).unwrap();
    assert_eq!(vec![(1, 1)], deltas(&table(&track)));
    track.append(sample(40, 0, 10)).unwrap();
    assert_eq!(vec![(2, 40)], deltas(&table(&track)));
}

#[test]
fn chunks_end_after_a_second_at_a_gap_and_at_another_entry() {
    let mut track = track(VIDEO, 10);
    track.add_entry(&opus_entry(1)).unwrap();
    for index in 0..30 {
        track.append(sample(index, 1, index as u64 * 10)).unwrap();
    }
    track.append(sample(30, 1, 500)).unwrap();
    track.append(Sample { entry: 1, ..sample(31, 1, 510) }).unwrap();
    let table = table(&track);
    let Either::A(StcoBox { chunk_offsets }) = table.stco_or_co64_box else { panic!() };
    assert_eq!(vec![100, 200, 300, 600, 610], chunk_offsets);
    let runs = table.stsc_box.entries.iter();
    let runs: Vec<_> = runs
        .map(|run| {
            (run.first_chunk.get(), run.sample_per_chunk, run.sample_description_index.get())
        })
        .collect();
    assert_eq!(vec![(1, 10, 1), (4, 1, 1), (5, 1, 2)], runs);
}

#[test]
fn sync_table_is_left_out_where_all_samples_are_key_samples() {
    let mut sound = track(OPUS, 48_000);
    let mut video = track(VIDEO, 48_000);
    for track in [&mut sound, &mut video] {
        track.append(sample(0, 960, 0)).unwrap();
    }
    assert!(table(&sound).stss_box.is_none());
    assert!(table(&video).stss_box.is_none());
    for track in [&mut sound, &mut video] {
        track.append(Sample { key: false, ..sample(960, 960, 10) }).unwrap();
    }
    assert!(table(&sound).stss_box.is_none());
    assert_eq!(vec![NonZeroU32::MIN], table(&video).stss_box.unwrap().sample_numbers);
}

#[test]
fn roll_distance_covers_80_ms_whatever_the_last_packet_is() {
    let mut track = track(OPUS, 48_000);
    track.append(sample(0, 960, 0)).unwrap();
    track.append(sample(960, 960, 10)).unwrap();
    track.append(sample(1_920, 13, 20)).unwrap();
    let table = table(&track);
    assert_eq!(b"sgpd", table.unknown_boxes[0].box_type.as_bytes());
    assert!(table.unknown_boxes[0].payload.ends_with(&[0xff, 0xfc]));
    assert_eq!(vec![(2, 960), (1, 13)], deltas(&table));
    assert_eq!(1_933 - 312, track.edit(None).length);
}

#[test]
fn shifts_turn_signed_only_where_needed() {
    let mut track = track(VIDEO, 25);
    for (decode, presentation) in [(-2, 0), (-1, 3), (0, 1), (1, 2)] {
        let offset = (decode + 2) as u64 * 10;
        track.append(Sample { presentation, ..sample(decode, 1, offset) }).unwrap();
    }
    let shifts = table(&track).ctts_box.unwrap();
    assert_eq!(0, shifts.version);
    assert_eq!(Edit { begin: 0, media_time: 2, length: 4 }, track.edit(None));
    track.append(Sample { presentation: 1, ..sample(2, 1, 40) }).unwrap();
    assert_eq!(1, table(&track).ctts_box.unwrap().version);
}

#[test]
fn samples_of_unknown_length_are_all_presented() {
    let mut track = track(VIDEO, 25);
    for (decode, presentation) in [(0, 2), (1, 4), (2, 3)] {
        track.append(Sample { presentation, ..sample(decode, 0, decode as u64 * 10) }).unwrap();
    }
    assert_eq!(3, track.edit(None).length);
}

#[test]
fn entry_that_the_library_does_not_know_is_refused() {
    let mut track = track(VIDEO, 25);
    assert!(track.add_entry(b"\0\0\0\x08abcd").is_err());
    assert!(track.add_entry(b"\0\0\0\x09Opus").is_err());
    let mut long = opus_entry(2);
    long.push(0);
    assert!(track.add_entry(&long).is_err());
}

#[test]
fn offsets_beyond_4_gib_are_kept() {
    let mut movie = crate::movie::Movie::default();
    let number = movie.add_track(track(VIDEO, 25), None);
    movie.append(number, sample(0, 1, 1 << 33)).unwrap();
    let moov = movie.moov(40).unwrap();
    let (moov, _) = shiguredo_mp4::boxes::MoovBox::decode(&moov).unwrap();
    let table = &moov.trak_boxes[0].mdia_box.minf_box.stbl_box;
    let Either::B(Co64Box { chunk_offsets }) = &table.stco_or_co64_box else { panic!() };
    assert_eq!(&vec![(1 << 33) + 40], chunk_offsets);
}

#[test]
fn index_with_samples_since_it_was_built_is_refused() {
    let mut movie = crate::movie::Movie::default();
    for _ in 0..3 {
        movie.add_track(track(OPUS, 48_000), None);
    }
    movie.append(1, sample(0, 960, 0)).unwrap();
    movie.append(2, sample(0, 960, 10)).unwrap();
    let size = movie.build(40).unwrap();
    assert!(movie.piece(0, size).unwrap().len() < size, "each part by itself");
    assert_eq!(1, movie.piece(size - 1, 100).unwrap().len());
    assert!(movie.piece(size, 100).unwrap().is_empty());
    assert!(movie.piece(size + 1, 100).is_err());
    movie.append(1, sample(960, 960, 20)).unwrap();
    assert!(movie.piece(200, 100).is_err());
}

#[test]
fn presentation_ends_where_it_is_told_to() {
    let mut track = track(VIDEO, 25);
    for decode in 0..10 {
        track.append(sample(decode, 1, decode as u64 * 10)).unwrap();
    }
    assert_eq!(10, track.edit(None).length);
    assert_eq!(10, track.edit(Some(1_000_000)).length);
    assert_eq!(4, track.edit(Some(160_000)).length);
    assert_eq!(1, track.edit(Some(-1_000_000)).length);
}

#[test]
fn sound_heard_after_its_decode_time_begins_with_that() {
    let mut track = track(Kind::Audio { lead: 0, roll: 1 }, 22_050);
    track.append(Sample { presentation: 1_024, ..sample(0, 1_024, 0) }).unwrap();
    track.append(sample(1_024, 1_024, 10)).unwrap();
    assert_eq!(Edit { begin: 0, media_time: 0, length: 2_048 }, track.edit(None));
}
