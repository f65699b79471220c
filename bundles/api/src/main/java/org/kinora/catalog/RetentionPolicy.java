package org.kinora.catalog;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is kept. Whatever the limits say, these are never deleted:
 *
 * <ul>
 *   <li>a recording that its recorder has not closed and that changed within {@code quiet};
 *   <li>the last segment of a recording that its recorder has not closed, or that changed within
 *       {@code quiet}, and with it the stream's directory;
 *   <li>what does not open: it may be a recording of a newer version. It does not count either.
 * </ul>
 *
 * @param maxAge what ended longer ago is deleted. A recording that does not say when it was made
 *     ended when it last changed
 * @param maxBytes more than this is not kept, in {@link ArchivedRecording#allocatedBytes()}
 * @param stream the only stream that is counted and deleted from; absent for all
 * @param quiet how long nothing must have changed before a recorder is taken to be gone
 * @param lowBytes once there is more than {@code maxBytes}, all above this goes, so that not every
 *     run has to delete; absent: {@code maxBytes}
 */
public record RetentionPolicy(
    Optional<Duration> maxAge,
    OptionalLong maxBytes,
    Optional<String> stream,
    Duration quiet,
    OptionalLong lowBytes) {
  /** How long a recorder may pause before it is taken to be gone. */
  public static final Duration USUAL_QUIET = Duration.ofMinutes(10);

  /** Checks the limits. */
  public RetentionPolicy {
    Objects.requireNonNull(stream);
    if (maxAge.filter(Duration::isNegative).isPresent()
        || maxBytes.orElse(0) < 0
        || quiet.isNegative()) {
      throw new IllegalArgumentException(
          "maxAge " + maxAge + ", maxBytes " + maxBytes + ", quiet " + quiet);
    }
    if (lowBytes.isPresent()
        && (lowBytes.getAsLong() < 0 || lowBytes.getAsLong() > maxBytes.orElse(-1))) {
      throw new IllegalArgumentException(
          "lowBytes " + lowBytes + ", not within maxBytes " + maxBytes);
    }
  }

  /** A policy that deletes down to {@code maxBytes}. */
  public RetentionPolicy(
      Optional<Duration> maxAge, OptionalLong maxBytes, Optional<String> stream, Duration quiet) {
    this(maxAge, maxBytes, stream, quiet, OptionalLong.empty());
  }
}
