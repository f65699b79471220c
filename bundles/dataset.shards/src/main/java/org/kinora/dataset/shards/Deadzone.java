package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import org.kinora.lib.events.Action;

/**
 * Sticks and triggers never quite come to rest: what is nearer to it than the dead zone is rest,
 * and the rest of the way is stretched to all of it. A stick keeps its direction.
 *
 * @param stick of a stick's way, 0 to below 1
 * @param trigger of a trigger's way
 */
record Deadzone(double stick, double trigger) implements Step {
  @Override
  public String name() {
    return "deadzone";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return Map.of("stick", stick, "trigger", trigger);
  }

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    return rows.stream().map(row -> row.with(rested(row.event().action()))).toList();
  }

  private Action rested(Action action) {
    if (action instanceof Action.PadStick moved) {
      double way = Math.hypot(moved.x(), moved.y());
      double scale = way <= stick ? 0 : (Math.min(way, 1) - stick) / (1 - stick) / way;
      return new Action.PadStick(
          moved.gamepad(), moved.stick(), moved.x() * scale, moved.y() * scale);
    }
    if (action instanceof Action.PadButton button) {
      double value = Math.max(0, (button.value() - trigger) / (1 - trigger));
      return new Action.PadButton(button.gamepad(), button.button(), button.pressed(), value);
    }
    return action;
  }
}
