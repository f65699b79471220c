package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The steps from {@code actions_raw} to {@code actions_processed}, in their order. */
record Processing(List<Step> steps) {
  /** Copies the list. */
  Processing {
    steps = List.copyOf(steps);
  }

  /** All steps with the parameters that suit most recordings; moves stay as they are. */
  static Processing usual() {
    return new Processing(
        List.of(
            new DropRepeats(),
            new DropDuplicates(1_000),
            new Debounce(8_000, 5_000),
            new Deadzone(0.12, 0.05),
            new ClipToPicture(),
            new PairReleases()));
  }

  /** The rows of {@code actions_processed}, numbered anew. */
  List<ActionRow> apply(List<ActionRow> raw, ChunkSpan span) {
    List<ActionRow> rows = raw;
    for (Step step : steps) {
      rows = step.apply(rows, span);
    }
    List<ActionRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(ActionRow::tUs));
    List<ActionRow> numbered = new ArrayList<>();
    for (ActionRow row : sorted) {
      numbered.add(row.numbered(numbered.size()));
    }
    return numbered;
  }
}
