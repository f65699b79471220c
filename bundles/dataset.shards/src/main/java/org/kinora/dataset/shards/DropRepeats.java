package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import org.kinora.lib.events.Action;

/** A key that only repeats that it is down says nothing new. */
record DropRepeats() implements Step {
  @Override
  public String name() {
    return "drop_repeats";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return Map.of();
  }

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    return rows.stream()
        .filter(row -> !(row.event().action() instanceof Action.Key key && key.repeat()))
        .toList();
  }
}
