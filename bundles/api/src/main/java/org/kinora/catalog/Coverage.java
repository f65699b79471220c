package org.kinora.catalog;

import java.util.List;
import java.util.Objects;

/**
 * What a stream holds of a time. {@code covered} and {@code gaps} together are the time, without
 * overlap.
 *
 * @param stream its name
 * @param time what was asked for
 * @param covered where there is something, oldest first
 * @param gaps where there is nothing, oldest first
 * @param segments what covers it, oldest first, each with its whole time
 */
public record Coverage(
    String stream,
    Interval time,
    List<Interval> covered,
    List<Interval> gaps,
    List<ArchivedSegment> segments) {
  /** Copies the lists. */
  public Coverage {
    Objects.requireNonNull(stream);
    Objects.requireNonNull(time);
    covered = List.copyOf(covered);
    gaps = List.copyOf(gaps);
    segments = List.copyOf(segments);
  }
}
