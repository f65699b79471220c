package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.Action;

/**
 * What is reported twice happened once: of rows that say the same of the same control, or move the
 * same mouse to the same place, within the window, the first stays.
 *
 * @param windowUs up to how long apart
 */
record DropDuplicates(long windowUs) implements Step {
  @Override
  public String name() {
    return "drop_duplicates";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return Map.of("window_us", windowUs);
  }

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    Map<Control, ActionRow> last = new HashMap<>();
    List<ActionRow> kept = new ArrayList<>();
    for (ActionRow row : rows) {
      Optional<Control> control = subject(row);
      ActionRow before = control.map(last::get).orElse(null);
      boolean twice =
          before != null
              && !before.synthetic()
              && before.event().action().equals(row.event().action())
              && row.tUs() - before.tUs() <= windowUs;
      if (!twice) {
        kept.add(row);
        control.ifPresent(subject -> last.put(subject, row));
      }
    }
    return kept;
  }

  /** What a row is about; two turns of a wheel are two, however alike. */
  private static Optional<Control> subject(ActionRow row) {
    Action action = row.event().action();
    return action instanceof Action.MouseMove move
        // Moves by the same way are two moves.
        ? move.by().isPresent()
            ? Optional.empty()
            : Optional.of(new Control("mouse", row.event().device(), "pointer"))
        : Control.of(row.event());
  }
}
