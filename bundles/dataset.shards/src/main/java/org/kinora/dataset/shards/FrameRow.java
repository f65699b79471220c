package org.kinora.dataset.shards;

import java.util.Arrays;
import java.util.List;
import org.kinora.lib.parquet.Table;

/**
 * A frame of a chunk.
 *
 * @param index from 0
 * @param timeUs when it is shown, from the chunk's start
 * @param sourceFrame the recording's frame whose picture it shows
 * @param duplicate whether it shows the same picture as the frame before it
 * @param keyframe whether decoding can start here, in the chunk's file
 */
record FrameRow(
    long index,
    long timeUs,
    long durationUs,
    long sourceFrame,
    boolean duplicate,
    boolean keyframe) {
  static final Table<FrameRow> TABLE =
      Table.<FrameRow>with()
          .requiredLong("frame_idx", "Number of the frame in the chunk, from 0.", FrameRow::index)
          .requiredLong("pts_us", "When it is shown, µs from the chunk's start.", FrameRow::timeUs)
          .requiredLong("duration_us", "How long it is shown, µs.", FrameRow::durationUs)
          .requiredLong(
              "source_frame",
              "Number of the recording's frame whose picture it shows, from 0.",
              FrameRow::sourceFrame)
          .requiredBool(
              "is_duplicate",
              "It shows the same frame of the recording as the frame before it.",
              FrameRow::duplicate)
          .requiredBool("is_keyframe", "Decoding of the chunk can start here.", FrameRow::keyframe)
          .table("frames", 1, "frame");

  /** When frames are shown, for {@link #at}. */
  static long[] times(List<FrameRow> frames) {
    return frames.stream().mapToLong(FrameRow::timeUs).toArray();
  }

  /** The last frame at or before a time; frame 0 before the first one. */
  static int at(long[] timesUs, long timeUs) {
    int found = Arrays.binarySearch(timesUs, timeUs);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }
}
