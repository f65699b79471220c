package org.kinora.lib.provider;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;

/**
 * Lets a reader read only while that has a meaning: not after it was closed, and not from two
 * threads at once. What takes the samples may ask the reader again.
 */
public final class ReaderGuard {
  /** Something that reads. */
  @FunctionalInterface
  public interface Step {
    /** Reads. */
    void run() throws IOException;
  }

  /**
   * Something that reads and tells what it found.
   *
   * @param <T> of the answer
   */
  @FunctionalInterface
  public interface Question<T> {
    /** Reads. */
    T ask() throws IOException;
  }

  private final Object where;
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Guards a reader that is open.
   *
   * @param where names what is read, for people
   */
  public ReaderGuard(Object where) {
    this.where = where;
  }

  /**
   * Runs a step.
   *
   * @throws MediaException CLOSED after {@link #close}; INTERNAL_ERROR, which changes nothing, if
   *     another thread is in a step
   * @throws IOException the step's own, unchanged
   */
  public void run(Step step) throws IOException {
    ask(
        () -> {
          step.run();
          return this;
        });
  }

  /**
   * Asks a question.
   *
   * @throws MediaException as {@link #run} says
   * @throws IOException the question's own, unchanged
   */
  public <T> T ask(Question<T> question) throws IOException {
    Thread caller = Thread.currentThread();
    boolean isFirst = user.compareAndSet(null, caller);
    if (!isFirst && user.get() != caller) {
      throw new MediaException(
          MediaError.INTERNAL_ERROR, where + " is used by two threads at the same time");
    }
    try {
      if (closed) {
        throw new MediaException(MediaError.CLOSED, where + " was closed");
      }
      return question.ask();
    } finally {
      if (isFirst) {
        user.set(null);
      }
    }
  }

  /**
   * Refuses samples that a track does not have.
   *
   * @param count how many it has
   * @throws MediaException DATA_RANGE_ERROR
   */
  public void check(SampleRange range, int count) throws MediaException {
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(where, range.trackId(), range.first(), range.end() - 1, count));
    }
  }

  /** Ends all use; a step that runs is not waited for. */
  public void close() {
    closed = true;
  }
}
