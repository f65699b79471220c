package org.kinora.engine.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * Hands on the samples of several tracks as one stream, half a second at a time: of each track what
 * is decoded in it, pictures last, so that a muxer that orders samples holds back the small ones.
 * One read a run.
 */
public final class SampleMerger {
  private static final long RUN_US = 500_000;

  /** A run of a lone track needs no turn; it ends now and then so that progress moves. */
  private static final long LONE_RUN_US = 4_000_000;

  private static final int MOST_SAMPLES = 8192;

  /** Takes a sample with the id of its track. */
  @FunctionalInterface
  public interface Sink {
    void accept(int trackId, SampleInfo info, ByteBuffer data) throws IOException;
  }

  /** Decides what becomes of a sample that cannot be read. */
  @FunctionalInterface
  public interface Damage {
    /** Returns if the sample shall be left out; throws, usually the failure, if it shall not. */
    void at(int trackId, int sample, MediaException failure) throws IOException;
  }

  /** How far one track has been handed on. */
  private static final class Cursor {
    private final int trackId;
    private final boolean isVideo;
    private final TrackIndex index;
    private final int end;
    private int next;

    Cursor(Track track, SampleRange samples, TrackIndex index) {
      trackId = track.id();
      isVideo = track.format() instanceof VideoFormat;
      this.index = index;
      next = samples.first();
      end = samples.end();
    }

    /** Beyond all times if nothing is left. */
    long nextTimeUs() {
      return next < end ? index.decodeTimeUs(next) : Long.MAX_VALUE;
    }

    SampleRange run(long untilUs) {
      int behind = next + 1;
      int most = Math.min(end, next + MOST_SAMPLES);
      while (behind < most && index.decodeTimeUs(behind) < untilUs) {
        behind++;
      }
      return new SampleRange(trackId, next, behind - next);
    }
  }

  /** Passes the samples of a run on and counts them. */
  private static final class Run implements SampleSink {
    private final Cursor cursor;
    private final Sink sink;
    private boolean passing;

    Run(Cursor cursor, Sink sink) {
      this.cursor = cursor;
      this.sink = sink;
    }

    @Override
    public void accept(SampleInfo info, ByteBuffer data) throws IOException {
      passing = true;
      sink.accept(cursor.trackId, info, data);
      cursor.next++;
      passing = false;
    }
  }

  private final RecordingReader reader;
  private final Damage damage;
  private final List<Cursor> cursors = new ArrayList<>();
  private final long runUs;
  private final long endUs;

  /** Merges tracks, every sample of which must be there. */
  public SampleMerger(RecordingReader reader, List<Track> tracks) throws IOException {
    this(reader, tracks, SampleMerger::refuse);
  }

  public SampleMerger(RecordingReader reader, List<Track> tracks, Damage damage)
      throws IOException {
    this(reader, damage, whole(reader, tracks));
  }

  private SampleMerger(RecordingReader reader, Damage damage, List<SampleRange> ranges)
      throws IOException {
    this.reader = reader;
    this.damage = damage;
    for (SampleRange range : ranges) {
      Track track = reader.info().track(range.trackId());
      cursors.add(new Cursor(track, range, reader.index(track.id())));
    }
    cursors.sort(Comparator.comparing(cursor -> cursor.isVideo));
    runUs = ranges.size() == 1 ? LONE_RUN_US : RUN_US;
    endUs = cursors.stream().mapToLong(cursor -> cursor.index.endUs()).max().orElse(0);
  }

  /** Merges one range of each track, every sample of which must be there. */
  public static SampleMerger of(RecordingReader reader, List<SampleRange> ranges)
      throws IOException {
    return new SampleMerger(reader, SampleMerger::refuse, ranges);
  }

  private static List<SampleRange> whole(RecordingReader reader, List<Track> tracks)
      throws IOException {
    List<SampleRange> ranges = new ArrayList<>();
    for (Track track : tracks) {
      ranges.add(new SampleRange(track.id(), 0, reader.index(track.id()).count()));
    }
    return ranges;
  }

  private static void refuse(int trackId, int sample, MediaException failure)
      throws MediaException {
    throw failure;
  }

  /** The end of the last sample of all tracks, whatever range is merged. */
  public long endUs() {
    return endUs;
  }

  /** Hands on everything that is left. */
  public void copyAll(Sink sink) throws IOException {
    copyUntil(Long.MAX_VALUE, sink);
  }

  /** Hands on what is left with a decode time before {@code limitUs}. */
  public void copyUntil(long limitUs, Sink sink) throws IOException {
    long nextUs = nextTimeUs();
    while (nextUs < limitUs) {
      long untilUs = Math.min(limitUs, nextUs + runUs);
      for (Cursor cursor : cursors) {
        while (cursor.nextTimeUs() < untilUs) {
          hand(cursor, cursor.run(untilUs), sink);
        }
      }
      nextUs = nextTimeUs();
    }
  }

  /** Hands on a run up to its end, or to the first sample that is damaged. */
  private void hand(Cursor cursor, SampleRange range, Sink sink) throws IOException {
    Run run = new Run(cursor, sink);
    try {
      reader.read(range, run);
      if (cursor.next < range.end()) {
        throw new MediaException(
            MediaError.DATA_RANGE_ERROR,
            "track %d, sample %d: the reader did not hand it over"
                .formatted(cursor.trackId, cursor.next));
      }
    } catch (MediaException e) {
      if (run.passing || e.code() != MediaError.DATA_RANGE_ERROR) {
        throw e;
      }
      damage.at(cursor.trackId, cursor.next, e);
      cursor.next++;
    }
  }

  /** When the next sample of any track is decoded; beyond all times if none is left. */
  private long nextTimeUs() {
    return cursors.stream().mapToLong(Cursor::nextTimeUs).min().orElse(Long.MAX_VALUE);
  }
}
