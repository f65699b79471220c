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
   */
  static SortedMap<String, Long> of(
      List<ActionRow> raw, List<FrameRow> frames, List<FrameState> states) {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put(
        "recorded_events", raw.stream().filter(row -> row.origin() == Origin.RECORDED).count());
    counts.put("held_rows", raw.stream().filter(row -> row.origin() == Origin.HELD).count());
    for (Note note : List.of(Note.ORPHAN_RELEASE, Note.BEFORE_FIRST_FRAME)) {
      counts.put(note.code(), raw.stream().filter(row -> row.notes().contains(note)).count());
    }
    counts.put("duplicate_frames", frames.stream().filter(FrameRow::duplicate).count());
    counts.put("dropped_frames", dropped(frames));
    counts.put("idle_frames", states.stream().filter(FrameState::idle).count());
    return counts;
  }

  /** How many of the recording's frames between the chunk's first and its last nobody sees. */
  private static long dropped(List<FrameRow> frames) {
    long shown = frames.stream().filter(frame -> !frame.duplicate()).count();
    long first = frames.get(0).sourceFrame();
    long last = frames.get(frames.size() - 1).sourceFrame();
    return last - first + 1 - shown;
  }
}
