package org.kinora.lib.provider;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Lets a writer write only while that has a meaning: not after it was finished or closed, not from
 * two threads at once, and never again after a failure. What the system reports after a failed
 * write or sync is worth nothing: it may have dropped what it held and call the next sync a
 * success, so nothing is tried again.
 */
public final class WriterGuard {
  /** Something that writes. */
  @FunctionalInterface
  public interface Step {
    /** Writes. */
    void run() throws IOException;
  }

  private final Object where;
  private final AtomicBoolean inUse = new AtomicBoolean();
  private volatile boolean finished;
  private volatile boolean failed;
  private volatile boolean closed;

  /**
   * Guards a writer that may be used.
   *
   * @param where names what is written, for people
   */
  public WriterGuard(Object where) {
    this.where = where;
  }

  /**
   * Refuses a writer that is done. Ask before the arguments are looked at; what is refused after
   * that leaves the writer usable.
   *
   * @throws MediaException IO_ERROR after a failure, CLOSED after the end
   */
  public void checkUsable() throws MediaException {
    if (failed) {
      throw new MediaException(
          MediaError.IO_ERROR, where + ": an earlier write failed; nothing more is written");
    }
    if (finished || closed) {
      throw new MediaException(
          MediaError.CLOSED, where + " was " + (finished ? "finished" : "closed"));
    }
  }

  /**
   * Runs a step. Whatever it throws makes the writer unusable.
   *
   * @param what it does, for people
   * @throws MediaException what {@link #checkUsable} says; INTERNAL_ERROR, which changes nothing,
   *     if another thread is in a step; the step's own; IO_ERROR for any other IOException of it
   */
  public void run(String what, Step step) throws MediaException {
    if (!inUse.compareAndSet(false, true)) {
      throw new MediaException(
          MediaError.INTERNAL_ERROR, where + " is used by two threads at the same time");
    }
    boolean done = false;
    try {
      checkUsable();
      step.run();
      done = true;
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR, "%s: %s failed: %s".formatted(where, what, e), e);
    } finally {
      failed |= !done && !finished && !closed; // also if memory ran out half way
      inUse.set(false);
    }
  }

  /**
   * Runs the last step; after it the writer is finished.
   *
   * @throws MediaException as {@link #run}
   */
  public void finish(Step step) throws MediaException {
    run("finishing", step);
    finished = true;
  }

  /**
   * Ends all use and closes files: each of them, also if one fails.
   *
   * @throws IOException the first failure, the others suppressed in it
   */
  public void close(List<? extends Closeable> files) throws IOException {
    closed = true;
    Closing.all(files);
  }
}
