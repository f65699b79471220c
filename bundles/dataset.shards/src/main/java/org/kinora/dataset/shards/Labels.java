package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;

/**
 * What people tell of a recording.
 *
 * @param values by {@link #NAMES}; what is not told is written as null
 */
record Labels(Map<String, String> values) {
  /** The names, in the order of the metadata. */
  static final List<String> NAMES =
      List.of("game", "app", "controller_type", "task", "license", "consent_id");

  /** Checks the names. */
  Labels {
    values = Map.copyOf(values);
    if (!NAMES.containsAll(values.keySet())) {
      throw new IllegalArgumentException("labels " + values.keySet() + ", expected " + NAMES);
    }
  }
}
