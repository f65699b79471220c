package org.kinora.storage.reel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that were asked for last. Safe for many threads; two that miss at once may both load.
 *
 * @param <V> of values, which must be immutable
 */
final class Recent<V> {
  private final Map<Long, V> values;

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
    synchronized (values) {
      V value = values.get(key);
      if (value != null) {
        return value;
      }
    }
    V loaded = loader.load(key);
    synchronized (values) {
      values.put(key, loaded);
    }
    return loaded;
  }
}
