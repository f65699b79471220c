package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a movie box says (ISO/IEC 14496-12, section 8.2). */
record Movie(Node box, long timescale, long duration, long nextTrackId, List<MovieTrack> tracks) {
  static Movie read(Node moov) throws IOException {
    ByteBuffer header = moov.first("mvhd").orElseThrow(IndexOutOfBoundsException::new).payload();
    boolean wide = header.get(0) == 1;
    List<MovieTrack> tracks = new ArrayList<>();
    for (Node trak : moov.all("trak")) {
      tracks.add(MovieTrack.read(trak));
    }
    return new Movie(
        moov,
        header.getInt(wide ? 20 : 12) & 0xFFFF_FFFFL,
        wide ? header.getLong(24) : header.getInt(16) & 0xFFFF_FFFFL,
        header.getInt(wide ? 108 : 96) & 0xFFFF_FFFFL,
        tracks);
  }

  /** Whether samples may be in fragments, whose durations the movie box need not count. */
  boolean isFragmented() {
    return box.first("mvex").isPresent();
  }
}
