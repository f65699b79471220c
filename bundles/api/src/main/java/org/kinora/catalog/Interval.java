package org.kinora.catalog;

import java.time.Instant;

/**
 * A stretch of time, in whole microseconds.
 *
 * @param start its first moment
 * @param end the moment behind its last; never before {@code start}
 */
public record Interval(Instant start, Instant end) {
  /** Checks the order. */
  public Interval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(start + " to " + end);
    }
  }
}
