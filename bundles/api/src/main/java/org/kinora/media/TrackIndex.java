package org.kinora.media;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The samples of one track without their bytes. Samples are numbered from 0 in decode order. Safe
 * for many threads. An index outside 0 to {@code count() - 1} throws {@link
 * IndexOutOfBoundsException}. A format that keeps its index on disk may read it there at any call;
 * a disk that fails then, or a reader that is closed, gives an {@link
 * java.io.UncheckedIOException}.
 */
@ConsumerType
public interface TrackIndex {
  /** The number of samples. */
  int count();

  /** Presentation time of sample {@code i}. */
  long timeUs(int i);

  /** Decode time of sample {@code i}. */
  long decodeTimeUs(int i);

  /** Duration of sample {@code i}, 0 where not known. */
  long durationUs(int i);

  /** Bytes of sample {@code i}. */
  int size(int i);

  /** Whether decoding can start at sample {@code i}. */
  boolean isKeyframe(int i);

  /**
   * The sample with the greatest presentation time at or before {@code timeUs}; -1 before the
   * first.
   */
  int floor(long timeUs);

  /**
   * Where decoding must start so that sample {@code i} comes out whole: the last key frame at or
   * before {@code i} that is not presented after it; -1 if there is none.
   */
  int keyframeBefore(int i);

  /** All that is known of sample {@code i}. */
  default SampleInfo info(int i) {
    return new SampleInfo(timeUs(i), decodeTimeUs(i), durationUs(i), size(i), isKeyframe(i));
  }

  /** The end of the sample that is presented last; 0 without samples. */
  default long endUs() {
    long end = 0;
    for (int i = count() - 1; i >= Math.max(0, count() - 32); i--) {
      end = Math.max(end, timeUs(i) + durationUs(i));
    }
    return end;
  }
}
