package org.kinora.tck.framework.inside;

import java.util.Locale;

/** How long calls took, in steps of a hundredth of a millisecond. Safe for many threads. */
final class Waits {
  private static final int STEP_NS = 10_000;

  /** Half a second and more is one step. */
  private final int[] calls = new int[50_000];

  private long count;
  private long longestNs;

  synchronized void add(long ns) {
    calls[(int) Math.min(calls.length - 1, ns / STEP_NS)]++;
    count++;
    longestNs = Math.max(longestNs, ns);
  }

  /** How many took at least so long. */
  private long atLeastMs(int ms) {
    long found = 0;
    for (int i = ms * 1_000_000 / STEP_NS; i < calls.length; i++) {
      found += calls[i];
    }
    return found;
  }

  private double medianMs() {
    long passed = 0;
    int i = 0;
    while (i < calls.length && passed + calls[i] <= count / 2) {
      passed += calls[i++];
    }
    return i * STEP_NS / 1e6;
  }

  @Override
  public synchronized String toString() {
    return String.format(
        Locale.ROOT,
        "%d reads, median %.2f ms, longest %.1f ms, %d of 20 ms and more",
        count,
        medianMs(),
        longestNs / 1e6,
        atLeastMs(20));
  }
}
