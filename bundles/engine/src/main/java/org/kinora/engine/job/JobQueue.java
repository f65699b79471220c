package org.kinora.engine.job;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a few jobs work at a time; the others wait for their turn, first come, first served. A job
 * that waits has a name and a target, and neither a thread nor codecs.
 */
public final class JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

  private final Executor threads;
  private final Consumer<Job> runner;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private int atATime;
  private int working;

  /**
   * An empty queue.
   *
   * @param threads has a thread for every job at work
   * @param runner runs a job to its end
   * @param atATime how many work at a time
   */
  public JobQueue(Executor threads, Consumer<Job> runner, int atATime) {
    this.threads = threads;
    this.runner = runner;
    this.atATime = atATime;
  }

  /** Lets more or fewer work at a time; none that works is stopped. */
  public void setAtATime(int wanted) {
    int more;
    synchronized (this) {
      atATime = wanted;
      more = Math.min(waiting.size(), atATime - working);
      working += Math.max(0, more);
    }
    for (int i = 0; i < more; i++) {
      next();
    }
  }

  /**
   * Takes a job, to run it now or in its turn.
   *
   * @throws RejectedExecutionException if there are no threads any more
   */
  public void add(Job job) {
    if (!isItsTurn(job, false)) {
      rest(job);
      if (!isItsTurn(job, true)) {
        return;
      }
    }
    try {
      threads.execute(() -> run(job));
    } catch (RejectedExecutionException e) {
      next();
      throw e;
    }
  }

  private synchronized boolean isItsTurn(Job job, boolean elseWaits) {
    if (working < atATime) {
      working++;
      return true;
    }
    if (elseWaits) {
      job.queued(() -> cancelled(job));
      waiting.add(job);
    }
    return false;
  }

  private static void rest(Job job) {
    try {
      job.rest();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} holds more than it should while it waits: {}", job.id(), String.valueOf(e));
    }
  }

  private void run(Job job) {
    try {
      runner.accept(job);
    } finally {
      next();
    }
  }

  private void next() {
    Job job;
    synchronized (this) {
      job = working > atATime ? null : waiting.poll();
      if (job == null) {
        working--;
      }
    }
    if (job != null) {
      try {
        threads.execute(() -> run(job));
      } catch (RejectedExecutionException e) {
        job.interrupt();
        run(job); // which ends it at once
      }
    }
  }

  /** A job that is cancelled while it waits comes to its end at once, on the caller's thread. */
  private void cancelled(Job job) {
    boolean waits;
    synchronized (this) {
      waits = waiting.remove(job);
    }
    if (waits) {
      runner.accept(job);
    }
  }
}
