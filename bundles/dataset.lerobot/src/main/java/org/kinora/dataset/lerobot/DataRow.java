package org.kinora.dataset.lerobot;

import java.util.List;
import org.kinora.lib.parquet.Table;

/**
 * A frame: a row of {@code data/}.
 *
 * @param frame its number in the episode
 * @param episode the episode's number in the data set
 * @param index its number in the data set
 */
record DataRow(List<Float> action, int fps, long frame, long episode, long index) {
  static final Table<DataRow> TABLE =
      Table.<DataRow>with()
          .floats(Layout.ACTION, "What was done during the frame.", DataRow::action)
          .requiredFloat("timestamp", "Seconds from the episode's start.", DataRow::timestamp)
          .requiredLong("frame_index", "Its number in the episode.", DataRow::frame)
          .requiredLong("episode_index", "The episode's number.", DataRow::episode)
          .requiredLong("index", "Its number in the data set.", DataRow::index)
          .requiredLong("task_index", "The task's number.", row -> 0L)
          .table("data", 1, "frame");

  /** Computed from the number, never summed up: sums of rounded times drift. */
  float timestamp() {
    return (float) (frame / (double) fps);
  }
}
