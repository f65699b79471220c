package org.kinora.storage.reel;

import java.io.IOException;

/** Search in entries that rise. */
final class Bisection {
  private Bisection() {}

  /** Entries by number. */
  @FunctionalInterface
  interface Entries {
    IndexEntry entry(int n) throws IOException;
  }

  /** A question about an entry, whose answer changes from yes to no once, or never. */
  @FunctionalInterface
  interface Question {
    boolean holds(IndexEntry entry);
  }

  /**
   * How many of the first {@code count} entries, from the first on, the question holds for.
   *
   * @param guess about how many: the search widens from there until it has the answer between two
   *     entries, so a good guess asks two
   */
  static int prefix(int count, int guess, Entries entries, Question question) throws IOException {
    int low = 0;
    int high = count;
    int at = guess - 1;
    boolean isAbove = false;
    boolean isBelow = false;
    for (int step = 1; low < high; step *= 2) {
      at = Math.max(low, Math.min(at, high - 1));
      if (question.holds(entries.entry(at))) {
        low = at + 1;
        isAbove = true;
      } else {
        high = at;
        isBelow = true;
      }
      at = isAbove && isBelow ? (low + high) >>> 1 : isAbove ? low + step - 1 : high - step;
    }
    return low;
  }
}
