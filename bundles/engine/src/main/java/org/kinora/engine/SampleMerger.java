package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/**
 * Hands on the samples of several tracks as one stream: runs of about half a second from each track
 * in turn, always from the one that lags behind in decode time. One read a run.
 */
final class SampleMerger {
  private static final long RUN_US = 500_000;

  /** A run of a lone track needs no turn; it ends now and then so that progress moves. */
  private static final long LONE_RUN_US = 4_000_000;

  private static final int MOST_SAMPLES = 8192;

  /** Takes a sample with the id of its track. */
  @FunctionalInterface
  interface Sink {
    void accept(int trackId, SampleInfo info, ByteBuffer data) throws IOException;
  }

  /** Decides what becomes of a sample that cannot be read. */
  @FunctionalInterface
  interface Damage {
    /** Returns if the sample shall be left out; throws, usually the failure, if it shall not. */
    void at(int trackId, int sample, MediaException failure) throws IOException;
  }

  /** How far one track has been handed on. */
  private static final class Cursor {
    private final int trackId;
    private final TrackIndex index;
    private int next;

    Cursor(int trackId, TrackIndex index) {
      this.trackId = trackId;
      this.index = index;
    }

    boolean hasNext() {
      return next < index.count();
    }

    long nextTimeUs() {
      return index.decodeTimeUs(next);
    }

    SampleRange run(long untilUs) {
      int end = next + 1;
      int most = Math.min(index.count(), next + MOST_SAMPLES);
      while (end < most && index.decodeTimeUs(end) < untilUs) {
        end++;
      }
      return new SampleRange(trackId, next, end - next);
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
  SampleMerger(RecordingReader reader, List<Track> tracks) throws IOException {
    this(
        reader,
        tracks,
        (trackId, sample, failure) -> {
          throw failure;
        });
  }

  SampleMerger(RecordingReader reader, List<Track> tracks, Damage damage) throws IOException {
    this.reader = reader;
    this.damage = damage;
    for (Track track : tracks) {
      cursors.add(new Cursor(track.id(), reader.index(track.id())));
    }
    runUs = tracks.size() == 1 ? LONE_RUN_US : RUN_US;
    endUs = cursors.stream().mapToLong(cursor -> cursor.index.endUs()).max().orElse(0);
  }

  /** The end of the last sample of all tracks. */
  long endUs() {
    return endUs;
  }

  /** Hands on everything that is left. */
  void copyAll(Sink sink) throws IOException {
    copyUntil(Long.MAX_VALUE, sink);
  }

  /** Hands on what is left with a decode time before {@code limitUs}. */
  void copyUntil(long limitUs, Sink sink) throws IOException {
    Cursor cursor = lagging();
    while (cursor != null && cursor.nextTimeUs() < limitUs) {
      SampleRange run = cursor.run(Math.min(limitUs, cursor.nextTimeUs() + runUs));
      hand(cursor, run, sink);
      cursor = lagging();
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

  private @Nullable Cursor lagging() {
    return cursors.stream()
        .filter(Cursor::hasNext)
        .min(Comparator.comparingLong(Cursor::nextTimeUs))
        .orElse(null);
  }
}
