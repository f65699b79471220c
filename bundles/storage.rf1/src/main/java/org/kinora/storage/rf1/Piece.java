package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Segment;
import org.kinora.storage.rf1.TrackLookup.Span;

/** One piece of a recording, as far as it is known: the files of one base, of all tracks. */
final class Piece {
  private final List<Path> files = new ArrayList<>();
  private long startUs = Long.MAX_VALUE;
  private long endUs = Long.MIN_VALUE;
  private long sizeBytes;
  private boolean complete = true;

  void add(StoredSegment stored, Span span) throws IOException {
    files.add(stored.files().index());
    files.add(stored.files().packets());
    startUs = Math.min(startUs, span.firstUs());
    endUs = Math.max(endUs, span.endUs());
    sizeBytes += stored.indexBytes() + stored.packetsBytes();
    complete &= stored.isClosed();
  }

  Segment segment() {
    return new Segment(files, startUs, endUs, sizeBytes, complete);
  }
}
