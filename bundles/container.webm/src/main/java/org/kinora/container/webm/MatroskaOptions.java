package org.kinora.container.webm;

import java.util.Map;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The options of the muxer; there is one, {@value #TIMESTAMP_SCALE}.
 *
 * @param timestampScaleNs nanoseconds in a tick, 1,000 to 1,000,000. With 1,000 the microseconds of
 *     a recording are kept; clusters then last 32 ms at most.
 */
record MatroskaOptions(long timestampScaleNs) {
  private static final String TIMESTAMP_SCALE = "timestampScale";
  private static final long FINEST_NS = 1_000;
  private static final long COARSEST_NS = 1_000_000;

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or a value out of range
   */
  static MatroskaOptions parse(Map<String, String> options) throws MediaException {
    for (String name : options.keySet()) {
      if (!name.equals(TIMESTAMP_SCALE)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "matroska: option '" + name + "' is not known, expected " + TIMESTAMP_SCALE);
      }
    }
    String value = options.getOrDefault(TIMESTAMP_SCALE, Long.toString(COARSEST_NS));
    if (!value.matches("\\d{1,9}")
        || Long.parseLong(value) < FINEST_NS
        || Long.parseLong(value) > COARSEST_NS) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "matroska: %s is '%s', expected %d to %d nanoseconds"
              .formatted(TIMESTAMP_SCALE, value, FINEST_NS, COARSEST_NS));
    }
    return new MatroskaOptions(Long.parseLong(value));
  }

  /** To the nearest tick. */
  long ticks(long timeUs) {
    return Math.floorDiv(timeUs * 1_000 + timestampScaleNs / 2, timestampScaleNs);
  }
}
