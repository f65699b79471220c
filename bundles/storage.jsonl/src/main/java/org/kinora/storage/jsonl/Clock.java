package org.kinora.storage.jsonl;

import java.util.OptionalLong;

/**
 * How the timestamps of an index become times.
 *
 * @param zeroUs the timestamp of time 0; empty for the first line's
 * @param preSkipUs how long what a decoder drops lasts: it is heard before its packet's timestamp
 */
record Clock(OptionalLong zeroUs, long preSkipUs) {
  /** A clock that shows this at time 0. */
  static Clock of(long zeroUs) {
    return new Clock(OptionalLong.of(zeroUs), 0);
  }

  /**
   * What to take off every timestamp.
   *
   * @param firstUs the first one
   */
  long originUs(long firstUs) {
    return zeroUs.orElse(firstUs) + preSkipUs;
  }

  /** The same, beginning with the first line. */
  Clock ofItsOwn() {
    return new Clock(OptionalLong.empty(), preSkipUs);
  }
}
