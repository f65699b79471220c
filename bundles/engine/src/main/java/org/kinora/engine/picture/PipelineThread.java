package org.kinora.engine.picture;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.engine.codec.FrameQueue;

/** A thread that fills a queue; what it fails with, the taker gets. */
final class PipelineThread implements Closeable {
  /** What it does. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  private final FrameQueue<?> queue;
  private final Thread thread;

  PipelineThread(String name, FrameQueue<?> queue, Work work) {
    this.queue = queue;
    thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
  }

  private void run(Work work) {
    try {
      work.run();
      queue.end();
    } catch (IOException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  void start() {
    thread.start();
  }

  /** Ends the thread and waits for that; pictures that were taken stay valid. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
