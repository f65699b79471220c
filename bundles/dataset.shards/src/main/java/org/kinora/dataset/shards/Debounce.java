package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.Action;

/**
 * A worn switch opens for a moment while it is held: a release and the press behind it, closer than
 * a finger can do, are both left out. Triggers, sticks and fingers have no such contacts.
 *
 * @param keyUs how long between them a key's contact may be open
 * @param mouseUs the same for mouse buttons
 */
record Debounce(long keyUs, long mouseUs) implements Step {
  @Override
  public String name() {
    return "debounce";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Map<String, ?> parameters() {
    return Map.of("key_us", keyUs, "mouse_us", mouseUs);
  }

  @Override
  public List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span) {
    Map<Control, Integer> released = new HashMap<>();
    Set<Integer> bounced = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      ActionRow row = rows.get(i);
      long limitUs = limitUs(row.event().action());
      Optional<Control> control = Control.of(row.event());
      if (limitUs == 0 || control.isEmpty()) {
        continue;
      }
      if (!Control.isDown(row.event().action())) {
        released.put(control.get(), i);
        continue;
      }
      Integer release = released.remove(control.get());
      if (release != null && row.tUs() - rows.get(release).tUs() < limitUs) {
        bounced.add(release);
        bounced.add(i);
      }
    }
    List<ActionRow> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!bounced.contains(i)) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  private long limitUs(Action action) {
    return action instanceof Action.Key
        ? keyUs
        : action instanceof Action.MouseButton ? mouseUs : 0;
  }
}
