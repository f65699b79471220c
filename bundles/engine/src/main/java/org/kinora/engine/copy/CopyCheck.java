package org.kinora.engine.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * Holds a written recording against what was copied into it: the format's own reader must give back
 * every sample, in order, with its key flag and its bytes, or for H.264 and H.265 its NAL units.
 * Times may change by as much as the format says of itself: such a change is told, a larger one is
 * an error.
 */
final class CopyCheck {
  private final RecordingReader written;
  private final long toleranceUs;
  private final Progress progress;
  private final List<String> changes = new ArrayList<>();

  /** Hears how far the check is. */
  @FunctionalInterface
  interface Progress {
    /** Throws to stop the check. */
    void at(SampleInfo info) throws IOException;
  }

  /**
   * Prepares a comparison.
   *
   * @param toleranceUs by how much the format may change a time
   */
  CopyCheck(RecordingReader written, long toleranceUs, Progress progress) {
    this.written = written;
    this.toleranceUs = toleranceUs;
    this.progress = progress;
  }

  /**
   * Compares all tracks.
   *
   * @return what the format does not keep, in words
   * @throws MediaException MUX_ERROR where the copy differs, DATA_RANGE_ERROR where it cannot be
   *     read
   */
  List<String> check(List<CopiedTrack> copied) throws IOException {
    List<Track> tracks = written.info().tracks();
    if (tracks.size() != copied.size()) {
      throw differs("there are %d tracks, not %d".formatted(tracks.size(), copied.size()));
    }
    for (int i = 0; i < copied.size(); i++) {
      check(copied.get(i), counterpart(copied.get(i).track(), tracks, i));
    }
    return changes;
  }

  /** A format may number tracks anew: a name that only one has decides, else the order. */
  private static Track counterpart(Track track, List<Track> written, int position) {
    List<Track> sameName = written.stream().filter(w -> w.name().equals(track.name())).toList();
    return sameName.size() == 1 && !track.name().isEmpty()
        ? sameName.get(0)
        : written.get(position);
  }

  private void check(CopiedTrack copied, Track track) throws IOException {
    String what = "track " + copied.track().id();
    if (!isSame(copied.track().format(), track.format())) {
      throw differs("%s is %s, not %s".formatted(what, track.format(), copied.track().format()));
    }
    TrackIndex index = written.index(track.id());
    if (index.count() != copied.count()) {
      throw differs("%s has %d samples, not %d".formatted(what, index.count(), copied.count()));
    }
    Comparison comparison = new Comparison(copied, new SampleDigest(track.format()));
    written.read(new SampleRange(track.id(), 0, index.count()), comparison);
    if (comparison.next != index.count()) {
      throw differs("%s gives %d samples".formatted(what, comparison.next));
    }
    comparison.noteChanges(what);
  }

  /** Whether a decoder makes the same of it; colours and names may be lost. */
  private static boolean isSame(TrackFormat source, TrackFormat copy) {
    if (source instanceof VideoFormat a && copy instanceof VideoFormat b) {
      return a.codec().equals(b.codec()) && a.width() == b.width() && a.height() == b.height();
    }
    if (source instanceof AudioFormat a && copy instanceof AudioFormat b) {
      return a.codec().equals(b.codec())
          && a.sampleRate() == b.sampleRate()
          && a.channels() == b.channels();
    }
    return source.equals(copy);
  }

  /** Compares the samples of one track as they come. */
  private final class Comparison implements SampleSink {
    private final CopiedTrack copied;
    private final SampleDigest digest;
    private int next;
    private int source;
    private long mostChangeUs;
    private boolean durationsDiffer;

    Comparison(CopiedTrack copied, SampleDigest digest) {
      this.copied = copied;
      this.digest = digest;
    }

    @Override
    public void accept(SampleInfo info, ByteBuffer data) throws IOException {
      source = copied.nextCopied(source);
      SampleInfo expected = copied.info(source);
      if (info.keyframe() != expected.keyframe()) {
        throw differs(place() + (info.keyframe() ? "is a key frame" : "is no key frame"));
      }
      if (!copied.isSame(source, data, digest)) {
        throw differs(
            place()
                + "has other bytes: %d of them, not %d".formatted(info.size(), expected.size()));
      }
      long changeUs =
          Math.max(
              Math.abs(info.timeUs() - expected.timeUs()),
              Math.abs(info.decodeTimeUs() - expected.decodeTimeUs()));
      if (changeUs > toleranceUs) {
        throw differs(
            place() + "is at %d us, not %d us".formatted(info.timeUs(), expected.timeUs()));
      }
      mostChangeUs = Math.max(mostChangeUs, changeUs);
      durationsDiffer |=
          expected.durationUs() != 0
              && Math.abs(info.durationUs() - expected.durationUs()) > toleranceUs;
      source++;
      next++;
      progress.at(expected);
    }

    private String place() {
      return "track %d, sample %d ".formatted(copied.track().id(), source);
    }

    void noteChanges(String what) {
      if (mostChangeUs > 0) {
        changes.add(what + ": the format changes times by up to " + mostChangeUs + " us");
      }
      if (durationsDiffer) {
        changes.add(what + ": the format does not keep all durations");
      }
    }
  }

  private static MediaException differs(String how) {
    return new MediaException(
        MediaError.MUX_ERROR, "the copy is not what was read, and is not kept: " + how);
  }
}
