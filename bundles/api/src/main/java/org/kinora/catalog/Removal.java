package org.kinora.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One piece that a policy gives up.
 *
 * @param stream the stream it belongs to
 * @param recording where the recording lies
 * @param files of the segment; empty for the whole recording
 * @param endedAt when it ended
 * @param allocatedBytes what it takes
 * @param obstacle why it is there still, where it is
 */
public record Removal(
    String stream,
    Path recording,
    List<Path> files,
    Instant endedAt,
    long allocatedBytes,
    Optional<String> obstacle) {
  /** Copies the list. */
  public Removal {
    Objects.requireNonNull(stream);
    Objects.requireNonNull(recording);
    files = List.copyOf(files);
    Objects.requireNonNull(endedAt);
    Objects.requireNonNull(obstacle);
  }
}
