package org.kinora.engine.play;

/**
 * Which time is shown when: both run alike from one moment on, so nothing adds up to a drift.
 *
 * @param startUs what was shown at the start
 * @param startNanos when that was, as {@link System#nanoTime} counts
 */
record PlayClock(long startUs, long startNanos) {
  /** What is to be shown now. */
  long shownUs(long nanos) {
    return startUs + (nanos - startNanos) / 1000;
  }

  /** When a time is to be shown. */
  long nanosAt(long shownUs) {
    return startNanos + (shownUs - startUs) * 1000;
  }
}
