package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.lib.events.Action;

/**
 * Gives keys the codes of a common layout, such as {@code KeyZ} for the {@code KeyW} of a French
 * game.
 *
 * @param codes from the recorded code to the common one
 */
record RemapKeys(Map<String, String> codes) implements Step {
  /** Copies the map. */
  RemapKeys {
    codes = Map.copyOf(codes);
  }

  @Override
  public String name() {
    return "remap_keys";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return new TreeMap<>(codes);
  }

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    return rows.stream().map(this::remapped).toList();
  }

  private ActionRow remapped(ActionRow row) {
    if (row.event().action() instanceof Action.Key key && codes.containsKey(key.code())) {
      String code = codes.getOrDefault(key.code(), key.code());
      return row.with(new Action.Key(key.pressed(), key.key(), code, key.repeat()))
          .with(Note.REMAPPED);
    }
    return row;
  }
}
