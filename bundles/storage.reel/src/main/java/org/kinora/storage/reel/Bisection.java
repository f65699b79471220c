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

  /** How many of the first {@code count} entries, from the first on, the question holds for. */
  static int prefix(int count, Entries entries, Question question) throws IOException {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (question.holds(entries.entry(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
