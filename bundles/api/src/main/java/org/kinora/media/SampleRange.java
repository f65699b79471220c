package org.kinora.media;

/**
 * A run of samples of one track, in decode order.
 *
 * @param trackId the track
 * @param first index of the first sample
 * @param count number of samples; may be 0
 */
public record SampleRange(int trackId, int first, int count) {
  /** Checks the numbers. */
  public SampleRange {
    if (first < 0 || count < 0 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException("samples " + first + " + " + count);
    }
  }

  /** The index behind the last sample. */
  public int end() {
    return first + count;
  }
}
