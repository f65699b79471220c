package org.kinora.dataset.shards;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kinora.dataset.shards.ActionRow.Origin;

/**
 * What is counted in each chunk: {@code quality} in its metadata, and summed up in the statistics.
 */
final class Quality {
  private Quality() {}

  /**
   * The counts of a chunk.
   *
   * @param raw its rows of {@code actions_raw}
   * @param droppedFrames frames of the recording that nobody sees
   */
  static SortedMap<String, Number> of(
      List<ActionRow> raw, List<FrameRow> frames, List<FrameState> states, long droppedFrames) {
    SortedMap<String, Number> counts = new TreeMap<>();
    counts.put(
        "recorded_events", raw.stream().filter(row -> row.origin() == Origin.RECORDED).count());
    counts.put("held_rows", raw.stream().filter(row -> row.origin() == Origin.HELD).count());
    for (Note note : List.of(Note.ORPHAN_RELEASE, Note.BEFORE_FIRST_FRAME)) {
      counts.put(note.code(), raw.stream().filter(row -> row.notes().contains(note)).count());
    }
    counts.put("duplicate_frames", frames.stream().filter(FrameRow::duplicate).count());
    counts.put("dropped_frames", droppedFrames);
    counts.put("idle_frames", states.stream().filter(FrameState::idle).count());
    return counts;
  }
}
