package org.kinora.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is looked for. Times are taken in whole microseconds.
 *
 * @param from the first moment; absent for the beginning of each stream
 * @param to the moment behind the last; absent for the end of each stream
 * @param stream the only stream that is asked, where given
 * @param kind only recordings with a track of this kind, where given
 * @param shortestGap what is shorter counts as covered: where a recorder begins a new file, or the
 *     last picture of one has no length, a moment is always missing
 */
public record ArchiveQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> stream,
    Optional<TrackKind> kind,
    Duration shortestGap) {
  /** Checks the order. */
  public ArchiveQuery {
    Objects.requireNonNull(stream);
    Objects.requireNonNull(kind);
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new IllegalArgumentException(from.get() + " to " + to.get());
    }
    if (shortestGap.isNegative()) {
      throw new IllegalArgumentException("shortest gap " + shortestGap);
    }
  }
}
