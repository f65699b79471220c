package org.kinora.engine.plugin.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells those who wait that something changed. Safe for many threads. */
public final class Changes {
  private long count;

  /** Something changed. */
  public synchronized void happened() {
    count++;
    notifyAll();
  }

  private synchronized long count() {
    return count;
  }

  /**
   * Waits until something is so, as far as changes tell.
   *
   * @param limit how long at most
   * @return whether it is so
   */
  public boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long endNs = System.nanoTime() + limit.toNanos();
    while (true) {
      long seen = count();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (!awaitAfter(seen, endNs)) {
        return condition.getAsBoolean();
      }
    }
  }

  /** Waits for a change after those that were seen; false if there is none in time. */
  private synchronized boolean awaitAfter(long seen, long endNs) throws InterruptedException {
    while (count == seen) {
      long leftNs = endNs - System.nanoTime();
      if (leftNs <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
    }
    return true;
  }
}
