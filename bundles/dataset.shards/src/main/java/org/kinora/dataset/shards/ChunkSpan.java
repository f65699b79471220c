package org.kinora.dataset.shards;

/**
 * Which part of a recording a chunk is. All ranges are half-open: the start belongs to it, the end
 * does not.
 *
 * @param number from 0, also where chunks before it were left out
 * @param startUs where its first frame is shown
 * @param endUs where the next chunk begins, or the recording ends
 * @param startFrame its first frame, counted over the whole recording as it is exported
 * @param tail whether it has another length than chunks have, because the recording ends with it
 */
record ChunkSpan(
    int number, long startUs, long endUs, long startFrame, long endFrame, boolean tail) {
  private static final long US = 1_000_000;

  /** Checks the order. */
  ChunkSpan {
    if (number < 0 || startUs >= endUs || startFrame >= endFrame) {
      throw new IllegalArgumentException(
          "chunk %d from %d to %d us, frame %d to %d"
              .formatted(number, startUs, endUs, startFrame, endFrame));
    }
  }

  /** The number of its frames. */
  long frames() {
    return endFrame - startFrame;
  }

  long durationUs() {
    return endUs - startUs;
  }

  boolean holds(long timeUs) {
    return timeUs >= startUs && timeUs < endUs;
  }

  /**
   * The recording's first sample per channel that belongs to the chunk: each place is rounded by
   * itself, so that chunks that follow each other share none and lose none.
   */
  long startSample(int sampleRateHz) {
    return sample(startUs, sampleRateHz);
  }

  /** The sample per channel behind its last. */
  long endSample(int sampleRateHz) {
    return sample(endUs, sampleRateHz);
  }

  private static long sample(long timeUs, int sampleRateHz) {
    long scaled = Math.multiplyExact(timeUs, (long) sampleRateHz);
    return Math.floorDiv(scaled + US / 2, US);
  }

  /** One chunk of two that follow each other. */
  ChunkSpan with(ChunkSpan next) {
    return new ChunkSpan(number, startUs, next.endUs, startFrame, next.endFrame, true);
  }
}
