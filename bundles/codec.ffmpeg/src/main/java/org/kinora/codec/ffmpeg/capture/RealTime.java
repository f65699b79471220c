package org.kinora.codec.ffmpeg.capture;

import java.util.concurrent.TimeUnit;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Holds back what would come faster than time goes by. */
final class RealTime {
  private long startNanos;
  private boolean started;

  /**
   * Waits until something is due.
   *
   * @param timeUs since the source began
   * @throws MediaException CANCELLED if this thread is interrupted
   */
  void await(long timeUs) throws MediaException {
    long now = System.nanoTime();
    if (!started) {
      started = true;
      startNanos = now;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(startNanos + timeUs * 1000 - now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, "interrupted while capturing", e);
    }
  }
}
