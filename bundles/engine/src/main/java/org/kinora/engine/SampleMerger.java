package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
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

  private final RecordingReader reader;
  private final List<Cursor> cursors = new ArrayList<>();
  private final long runUs;
  private final long endUs;

  SampleMerger(RecordingReader reader, List<Track> tracks) throws IOException {
    this.reader = reader;
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
      int trackId = cursor.trackId;
      reader.read(run, (info, data) -> sink.accept(trackId, info, data));
      cursor.next = run.end();
      cursor = lagging();
    }
  }

  private @Nullable Cursor lagging() {
    return cursors.stream()
        .filter(Cursor::hasNext)
        .min(Comparator.comparingLong(Cursor::nextTimeUs))
        .orElse(null);
  }
}
