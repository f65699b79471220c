package org.kinora.storage.reel;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The values that were asked for last, one for each remainder of their keys: neighbours do not
 * drive each other out, and a look takes no lock. Safe for many threads; two that miss at once both
 * load.
 *
 * @param <V> of values, which must be immutable
 */
final class Recent<V> {
  private final AtomicReferenceArray<@Nullable Entry<V>> entries;

  private record Entry<V>(long key, V value) {}

  Recent(int most) {
    entries = new AtomicReferenceArray<>(most);
  }

  /** Gets a value that is not at hand. */
  @FunctionalInterface
  interface Loader<V> {
    V load(long key) throws IOException;
  }

  /**
   * The value of a key, loaded if it is not at hand.
   *
   * @param key at least 0
   */
  V get(long key, Loader<V> loader) throws IOException {
    int place = (int) (key % entries.length());
    Entry<V> known = entries.get(place);
    if (known != null && known.key == key) {
      return known.value;
    }
    V value = loader.load(key);
    entries.set(place, new Entry<>(key, value));
    return value;
  }
}
