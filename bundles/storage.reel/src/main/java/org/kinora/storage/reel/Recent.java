package org.kinora.storage.reel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were asked for last. Safe for many threads; two that miss at once may both load.
 *
 * @param <V> of values, which must be immutable
 */
final class Recent<V> {
  private final Map<Long, V> values;

  /** What was asked for last: mostly it is asked for again, and then nothing is locked. */
  private volatile @Nullable Latest<V> latest;

  private record Latest<V>(long key, V value) {}

  Recent(int most) {
    values =
        new LinkedHashMap<>(2 * most, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
            return size() > most;
          }
        };
  }

  /** Gets a value that is not at hand. */
  @FunctionalInterface
  interface Loader<V> {
    V load(long key) throws IOException;
  }

  V get(long key, Loader<V> loader) throws IOException {
    Latest<V> last = latest;
    if (last != null && last.key == key) {
      return last.value;
    }
    V value;
    synchronized (values) {
      value = values.get(key);
    }
    if (value == null) {
      value = loader.load(key);
      synchronized (values) {
        values.put(key, value);
      }
    }
    latest = new Latest<>(key, value);
    return value;
  }
}
