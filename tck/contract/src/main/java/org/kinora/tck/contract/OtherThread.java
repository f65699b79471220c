package org.kinora.tck.contract;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Calls on a thread that nobody has seen before. */
final class OtherThread {
  private OtherThread() {}

  static <T> T call(Callable<T> what) throws Exception {
    FutureTask<T> task = new FutureTask<>(what);
    Thread thread = new Thread(task, "other");
    thread.start();
    thread.join();
    return task.get();
  }
}
