package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Point;

/**
 * Leaves one move a frame and mouse: the last one, with the sum of the ways. Buttons and wheels
 * between moves keep their places, for they carry their own.
 */
record CoalesceMoves() implements Step {
  @Override
  public String name() {
    return "coalesce_moves";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return Map.of();
  }

  /** A mouse in a frame. */
  private record Slot(long frame, int device) {}

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    Map<Slot, Integer> last = new HashMap<>();
    Map<Slot, Optional<Point>> ways = new HashMap<>();
    Map<Slot, Integer> counts = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).synthetic()
          && rows.get(i).event().action() instanceof Action.MouseMove move) {
        Slot slot = slot(rows.get(i));
        last.put(slot, i);
        counts.merge(slot, 1, Integer::sum);
        ways.merge(
            slot, move.by(), (sum, by) -> sum.isEmpty() ? by : Optional.of(plus(sum.get(), by)));
      }
    }
    List<ActionRow> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ActionRow row = rows.get(i);
      if (row.synthetic() || !(row.event().action() instanceof Action.MouseMove move)) {
        kept.add(row);
      } else if (last.getOrDefault(slot(row), -1) == i) {
        Optional<Point> way = ways.getOrDefault(slot(row), Optional.empty());
        Action whole = new Action.MouseMove(move.at(), way, move.locked());
        boolean alone = counts.getOrDefault(slot(row), 1) == 1;
        kept.add(alone ? row : row.with(whole).with(Note.COALESCED));
      }
    }
    return kept;
  }

  private static Point plus(Point sum, Optional<Point> by) {
    return by.map(sum::plus).orElse(sum);
  }

  private static Slot slot(ActionRow row) {
    return new Slot(row.frame(), row.event().device());
  }
}
