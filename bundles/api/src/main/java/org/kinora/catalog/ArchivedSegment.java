package org.kinora.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One piece of a stream: a segment of a recording, or a recording that has none.
 *
 * @param recording where the recording lies
 * @param files what the segment is made of; empty where it is the whole recording
 * @param time from its first sample to the end of its last
 * @param allocatedBytes see {@link ArchivedRecording#allocatedBytes()}
 * @param complete whether its recorder closed it
 */
public record ArchivedSegment(
    Path recording, List<Path> files, Interval time, long allocatedBytes, boolean complete) {
  /** Copies the list. */
  public ArchivedSegment {
    Objects.requireNonNull(recording);
    files = List.copyOf(files);
    Objects.requireNonNull(time);
  }
}
