package org.kinora.engine.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.kinora.engine.recording.TrackCut;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * The part of a recording that a copy takes. The first video track says where it begins, or the
 * first track where there is no video.
 *
 * @param tracks what is taken of each track
 * @param fromUs the source's time that is the file's 0
 * @param durationUs how long the file lasts
 * @param endUs where the presentation ends, if pictures behind it are needed for decoding only
 */
record CopyCut(List<TrackCut> tracks, long fromUs, long durationUs, OptionalLong endUs) {
  CopyCut {
    tracks = List.copyOf(tracks);
  }

  /**
   * Finds the samples.
   *
   * @param editLists whether the container presents from any picture on
   * @throws MediaException ARGUMENT_INVALID if nothing lies in the range; DATA_RANGE_ERROR if the
   *     picture at its beginning has no key frame
   */
  static CopyCut of(RecordingReader reader, List<Track> tracks, Range range, boolean editLists)
      throws IOException {
    long lastUs = 0;
    for (Track track : tracks) {
      lastUs = Math.max(lastUs, reader.index(track.id()).endUs());
    }
    long toUs = range.toUs().orElse(Long.MAX_VALUE);
    if (range.fromUs().orElse(0) < 0 || (!range.isAll() && range.fromUs().orElse(0) >= lastUs)) {
      throw outside(range, lastUs);
    }
    long fromUs = range.fromUs().isPresent() ? beginning(reader, tracks, range) : 0;
    List<TrackCut> cuts = new ArrayList<>();
    boolean decodesBeyondEnd = false;
    for (Track track : tracks) {
      TrackIndex index = reader.index(track.id());
      TrackCut cut =
          range.fromUs().isPresent()
              ? TrackCut.between(track, index, fromUs, toUs, hides(track, range, editLists))
              : TrackCut.untilEnd(track, index, toUs);
      cuts.add(cut);
      decodesBeyondEnd |= cut.decodesBeyondEnd(index);
    }
    if (!range.isAll() && cuts.stream().allMatch(cut -> cut.samples().count() == 0)) {
      throw outside(range, lastUs);
    }
    return new CopyCut(
        cuts,
        fromUs,
        Math.min(toUs, lastUs) - fromUs,
        editLists && decodesBeyondEnd ? OptionalLong.of(toUs - fromUs) : OptionalLong.empty());
  }

  /**
   * Whether what lies before the beginning is kept and hidden: of all tracks in an exact cut; in a
   * cut at a key frame only of pictures, which then go on where a second video track shows one.
   */
  private static boolean hides(Track track, Range range, boolean editLists) {
    return range.cut() == Cut.EXACT || (editLists && track.format() instanceof VideoFormat);
  }

  private static long beginning(RecordingReader reader, List<Track> tracks, Range range)
      throws IOException {
    long fromUs = range.fromUs().orElse(0);
    Track lead =
        tracks.stream()
            .filter(track -> track.format() instanceof VideoFormat)
            .findFirst()
            .orElse(tracks.get(0));
    TrackIndex index = reader.index(lead.id());
    int sample = index.floor(fromUs);
    if (range.cut() == Cut.EXACT || sample < 0) {
      return wholeTicks(fromUs, lead.timescale());
    }
    if (lead.format() instanceof VideoFormat) {
      sample = Gops.keyframeFor(index, lead.id(), sample);
    } else if (index.timeUs(sample) + index.durationUs(sample) <= fromUs) {
      return wholeTicks(fromUs, lead.timescale()); // in a gap
    }
    return Math.max(0, index.timeUs(sample));
  }

  /** The last time, not behind this one, that is exact in the track. */
  private static long wholeTicks(long timeUs, int timescale) {
    long ticks = MediaTime.toTicks(timeUs, timescale);
    long nearestUs = MediaTime.toUs(ticks, timescale);
    return nearestUs <= timeUs ? nearestUs : MediaTime.toUs(ticks - 1, timescale);
  }

  private static MediaException outside(Range range, long lastUs) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "nothing lies from %s to %s: the tracks lie from 0 us to %d us"
            .formatted(
                range.fromUs().isPresent() ? range.fromUs().getAsLong() + " us" : "the beginning",
                range.toUs().isPresent() ? range.toUs().getAsLong() + " us" : "the end",
                lastUs));
  }

  /** The recording as the file shows it. */
  RecordingInfo describe(RecordingInfo source) {
    return new RecordingInfo(
        source.id(),
        source.startedAt().map(at -> at.plusNanos(fromUs * 1000)),
        OptionalLong.of(durationUs),
        source.complete(),
        tracks.stream().map(TrackCut::track).toList(),
        source.tags());
  }
}
