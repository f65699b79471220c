package org.kinora.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One recording as the database knows it.
 *
 * @param path where it lies
 * @param stream the stream it belongs to
 * @param format the storage format that opens it; empty if none does
 * @param state how it stands
 * @param problem why it does not open, beginning with the code; only where it is {@link
 *     State#BROKEN}
 * @param startedAt the wall clock at its time 0, where known
 * @param durationUs from time 0 to the end of its last sample
 * @param segments how many pieces it is stored in, at least 1
 * @param sizeBytes the lengths of all its files together
 * @param allocatedBytes the same with each file rounded up to whole blocks of its disk; what is
 *     reserved ahead of a recorder counts, for it is part of a file's length
 * @param modifiedAt when the last of its files changed
 * @param tracks its tracks
 */
public record ArchivedRecording(
    Path path,
    String stream,
    String format,
    State state,
    Optional<String> problem,
    Optional<ZonedDateTime> startedAt,
    long durationUs,
    int segments,
    long sizeBytes,
    long allocatedBytes,
    Instant modifiedAt,
    List<ArchivedTrack> tracks) {
  /** How a recording stands. */
  public enum State {
    /** Its recorder closed it. */
    COMPLETE,
    /** Not closed, and changed a short while ago. */
    RECORDING,
    /** Not closed, and nobody writes any more. */
    UNFINISHED,
    /** No format opens it. */
    BROKEN
  }

  /** Copies the list. */
  public ArchivedRecording {
    Objects.requireNonNull(path);
    Objects.requireNonNull(stream);
    Objects.requireNonNull(format);
    Objects.requireNonNull(state);
    Objects.requireNonNull(problem);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(modifiedAt);
    tracks = List.copyOf(tracks);
  }

  /** The wall clock at its end, where known. */
  public Optional<ZonedDateTime> endedAt() {
    return startedAt.map(start -> start.plus(durationUs, ChronoUnit.MICROS));
  }
}
