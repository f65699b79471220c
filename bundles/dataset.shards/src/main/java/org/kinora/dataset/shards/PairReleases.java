package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.kinora.dataset.shards.ActionRow.Origin;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.InputEvent;

/**
 * Gives each press its release: what is still down when the chunk ends is let go in its last
 * microsecond, by an added row. Together with the held rows at a chunk's start, presses and
 * releases of a chunk are in balance.
 */
record PairReleases() implements Step {
  @Override
  public String name() {
    return "pair_releases";
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
    Map<Control, ActionRow> down = new LinkedHashMap<>();
    for (ActionRow row : rows) {
      Optional<Control> control = Control.of(row.event());
      if (control.isPresent() && Control.isDown(row.event().action())) {
        down.put(control.get(), row);
      } else if (control.isPresent()) {
        down.remove(control.get());
      }
    }
    List<ActionRow> paired = new ArrayList<>(rows);
    down.values().forEach(press -> paired.add(release(press, span)));
    return paired;
  }

  private static ActionRow release(ActionRow press, ChunkSpan span) {
    InputEvent event = press.event();
    return new ActionRow(
            press.seq(),
            span.durationUs() - 1,
            span.frames() - 1,
            new InputEvent(
                span.endUs() - 1,
                event.device(),
                OptionalInt.empty(),
                Control.release(event.action()),
                ""),
            Origin.ADDED,
            press.picture(),
            press.notes())
        .with(Note.SYNTHETIC_RELEASE);
  }
}
