package org.kinora.deploy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;

/** Waits for what services tell when they come, change or go. */
final class ServiceChanges {
  private ServiceChanges() {}

  /**
   * Waits until something is so, and looks again whenever a service has changed.
   *
   * @param limitMs how long at most
   * @return whether it is so
   */
  static boolean await(BundleContext context, BooleanSupplier condition, long limitMs)
      throws InterruptedException {
    Semaphore changes = new Semaphore(0);
    AllServiceListener listener = event -> changes.release();
    context.addServiceListener(listener);
    try {
      long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
      boolean met = condition.getAsBoolean();
      while (!met && changes.tryAcquire(endNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        changes.drainPermits();
        met = condition.getAsBoolean();
      }
      return met;
    } finally {
      context.removeServiceListener(listener);
    }
  }
}
