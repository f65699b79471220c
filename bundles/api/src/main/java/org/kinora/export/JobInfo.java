package org.kinora.export;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a job, running or not.
 *
 * @param id names it
 * @param kind what it does: {@code copy}, {@code export}, {@code render} …
 * @param state what became of it
 * @param source what it reads
 * @param target what it writes
 * @param progress how far it is or was
 * @param startedAt when it was asked for
 * @param failure code and message of a job that failed; else absent
 */
public record JobInfo(
    String id,
    String kind,
    State state,
    String source,
    Path target,
    Progress progress,
    Instant startedAt,
    Optional<String> failure) {
  /** What became of a job. */
  public enum State {
    /** Waits for other jobs to end. */
    QUEUED,
    /** At work. */
    RUNNING,
    /** Stopped for a while by {@link ExportJob#pause}. */
    PAUSED,
    /** Ended well. */
    DONE,
    /** Ended with an error; {@link ExportService#resume} goes on with a long composed export. */
    FAILED,
    /** Someone cancelled it. */
    CANCELLED,
    /** The program ended before the job did; {@link ExportService#resume} goes on with it. */
    INTERRUPTED
  }

  /** Checks for null. */
  public JobInfo {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(state);
    Objects.requireNonNull(source);
    Objects.requireNonNull(target);
    Objects.requireNonNull(progress);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(failure);
  }
}
