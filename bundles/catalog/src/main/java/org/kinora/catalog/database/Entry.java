package org.kinora.catalog.database;

import java.util.List;
import java.util.OptionalLong;
import org.kinora.catalog.ArchivedTrack;

/**
 * One recording as it stands in the tables. Paths are those of {@link RootPaths}; times are
 * microseconds since 1970.
 *
 * @param problem empty where it opens
 * @param startUs where the recording says
 * @param zone of the start; empty without one
 * @param files its fingerprint and what its files add up to
 * @param pieces at least one; without files it is the whole recording
 */
record Entry(
    String path,
    String stream,
    String format,
    boolean complete,
    String problem,
    OptionalLong startUs,
    String zone,
    long durationUs,
    FileTotals files,
    List<ArchivedTrack> tracks,
    List<Piece> pieces) {
  Entry {
    tracks = List.copyOf(tracks);
    pieces = List.copyOf(pieces);
  }

  /**
   * What can be deleted by itself: a segment, or a whole recording.
   *
   * @param id in the table; 0 before it is there
   * @param files of a segment; empty for the whole recording
   * @param startUs absent with that of the recording
   * @param endUs likewise
   * @param fingerprint of its files, as part of the recording's: the recording without this piece
   *     has what is left after subtracting it
   * @param removing whether its deletion was begun
   */
  record Piece(
      long id,
      List<String> files,
      OptionalLong startUs,
      OptionalLong endUs,
      long allocatedBytes,
      long modifiedUs,
      long fingerprint,
      boolean complete,
      boolean removing) {
    Piece {
      files = List.copyOf(files);
    }

    private Piece asFound() {
      return new Piece(
          0, files, startUs, endUs, allocatedBytes, modifiedUs, fingerprint, complete, false);
    }

    /** When it ended; what does not say so ended when it last changed. */
    long endedUs() {
      return endUs.orElse(modifiedUs);
    }

    boolean isWhole() {
      return files.isEmpty();
    }
  }

  /** The same without what only the table says. */
  Entry asFound() {
    return new Entry(
        path,
        stream,
        format,
        complete,
        problem,
        startUs,
        zone,
        durationUs,
        files,
        tracks,
        pieces.stream().map(Piece::asFound).toList());
  }

  boolean isBroken() {
    return !problem.isEmpty();
  }
}
