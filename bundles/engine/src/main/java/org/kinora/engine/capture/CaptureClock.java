package org.kinora.engine.capture;

import java.util.concurrent.TimeUnit;

/** Time that goes by, so that tests need not wait for it. Safe for many threads. */
interface CaptureClock {
  /** The machine's own. */
  CaptureClock SYSTEM =
      new CaptureClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** Lets that much time go by. */
  void pause(long nanos) throws InterruptedException;
}
