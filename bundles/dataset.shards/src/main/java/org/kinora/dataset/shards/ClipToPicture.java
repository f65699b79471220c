package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.events.Point;

/** Moves places outside of the picture to its edge, and notes it. */
record ClipToPicture() implements Step {
  @Override
  public String name() {
    return "clip";
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
    return rows.stream().map(ClipToPicture::clipped).toList();
  }

  private static ActionRow clipped(ActionRow row) {
    Optional<Point> place = row.event().action().place();
    if (place.isEmpty()) {
      return row;
    }
    Point inside =
        new Point(
            Math.min(Math.max(place.get().x(), 0), row.picture().width()),
            Math.min(Math.max(place.get().y(), 0), row.picture().height()));
    return inside.equals(place.get())
        ? row
        : row.with(ActionRow.moved(row.event().action(), inside)).with(Note.OUT_OF_FRAME);
  }
}
