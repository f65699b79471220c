package org.kinora.export;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param stage what it does now
 * @param timeUs how far into the recording
 * @param totalUs the recording's length, 0 where not known
 * @param samples samples written
 * @param bytes bytes written
 * @param gaps how often a live source was interrupted
 * @param elapsed at work; time in which it waited is not counted
 */
public record Progress(
    Stage stage, long timeUs, long totalUs, long samples, long bytes, int gaps, Duration elapsed) {
  /** The parts of a job. */
  public enum Stage {
    /** Waiting for other jobs. */
    QUEUED,
    /** Opening files, choosing plugins. */
    PREPARING,
    /** Moving samples unchanged. */
    COPYING,
    /** Decoding, composing, encoding. */
    ENCODING,
    /** Held up by a person. */
    PAUSED,
    /** Completing the file. */
    FINISHING,
    /** Ended well. */
    DONE,
    /** Ended with an error or cancelled. */
    FAILED
  }

  /** Checks for null. */
  public Progress {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(elapsed);
  }

  /** Of a source that is not live, and so never interrupted. */
  public Progress(
      Stage stage, long timeUs, long totalUs, long samples, long bytes, Duration elapsed) {
    this(stage, timeUs, totalUs, samples, bytes, 0, elapsed);
  }

  /** 0 to 1. */
  public double fraction() {
    if (stage == Stage.DONE) {
      return 1;
    }
    return totalUs <= 0 ? 0 : Math.min(1, Math.max(0, (double) timeUs / totalUs));
  }

  /** Seconds of recording for each second of work; 0 at the start. */
  public double speed() {
    long us = elapsed.toNanos() / 1000;
    return us <= 0 ? 0 : (double) timeUs / us;
  }

  /** How long it will still take, once that can be told. */
  public Optional<Duration> remaining() {
    double done = fraction();
    if (done < 0.01) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) (elapsed.toNanos() * (1 - done) / done)));
  }
}
