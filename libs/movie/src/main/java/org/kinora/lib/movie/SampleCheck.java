package org.kinora.lib.movie;

import java.io.IOException;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Hands on the samples of a file that are whole. */
final class SampleCheck {
  private static final long LARGEST_TIME = 1L << 60;

  /** More would not fit into memory as an index; nor are there more than bytes. */
  private static final long MOST_SAMPLES = 100_000_000;

  private final long limit;
  private final FoundSample.Sink sink;
  private long samples;
  private long bytes;

  /**
   * A check of samples that are to lie before a place.
   *
   * @param limit where the file ends
   */
  SampleCheck(long limit, FoundSample.Sink sink) {
    this.limit = limit;
    this.sink = sink;
  }

  /**
   * Hands on the next sample of a track, if it and all before it are there and make sense.
   *
   * @param entry from 0
   * @param shift from its decode to its presentation time, in ticks
   * @return whether it was
   * @throws MediaException LIMIT_EXCEEDED for more samples than the file can hold
   */
  boolean take(
      TrackState state, int entry, boolean key, long duration, int shift, long offset, int size)
      throws IOException {
    long decode = state.decodeTicks();
    state.cut |=
        size < 0
            || offset < 0
            || offset > limit - size
            || decode < 0
            || decode > LARGEST_TIME
            || state.leapsTo(decode);
    if (state.cut) {
      return false;
    }
    samples++;
    bytes += size;
    if (samples > Math.min(MOST_SAMPLES, limit) || bytes > limit) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "mp4: %d samples of %d bytes, expected at most %d in a file of %d bytes"
              .formatted(samples, bytes, Math.min(MOST_SAMPLES, limit), limit));
    }
    int known = Math.min(Math.max(entry, 0), state.track.entryCount() - 1);
    sink.accept(
        new FoundSample(state.number, known, size, key, decode, decode + shift, offset, duration));
    state.pass(decode, duration);
    return true;
  }
}
