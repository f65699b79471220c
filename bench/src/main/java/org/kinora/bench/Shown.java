package org.kinora.bench;

import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlayerListener;

/** What a player shows, for one who waits for it. */
final class Shown implements PlayerListener {
  private long exactUs = Long.MIN_VALUE;
  private long keyUs = Long.MIN_VALUE;
  private @Nullable MediaException failure;

  @Override
  public synchronized void frame(VideoFrame frame, Precision precision) {
    if (precision == Precision.EXACT) {
      exactUs = frame.timeUs();
    } else {
      keyUs = frame.timeUs();
    }
    notifyAll();
  }

  @Override
  public synchronized void error(MediaException cause) {
    failure = cause;
    notifyAll();
  }

  /** Waits for the exact picture of a time. */
  synchronized void await(long timeUs) throws InterruptedException {
    while (exactUs != timeUs) {
      check();
      wait();
    }
  }

  /** Waits for the quick answer to a seek: the key frame's picture, or the exact one at once. */
  synchronized void awaitQuick(long keyFrameUs, long timeUs) throws InterruptedException {
    while (keyUs != keyFrameUs && exactUs != timeUs) {
      check();
      wait();
    }
    keyUs = Long.MIN_VALUE;
  }

  private void check() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
