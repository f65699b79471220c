package org.kinora.tck.contract.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a track box says (ISO/IEC 14496-12, section 8.3). */
record MovieTrack(
    Node box,
    long id,
    long duration,
    String handler,
    long timescale,
    long mediaDuration,
    List<Edit> edits,
    SampleTable samples) {
  static MovieTrack read(Node trak) throws IOException {
    ByteBuffer header = payload(trak, "tkhd");
    ByteBuffer media = payload(trak, "mdia/mdhd");
    boolean wide = header.get(0) == 1;
    boolean wideMedia = media.get(0) == 1;
    return new MovieTrack(
        trak,
        header.getInt(wide ? 20 : 12) & 0xFFFF_FFFFL,
        wide ? header.getLong(28) : header.getInt(20) & 0xFFFF_FFFFL,
        text(payload(trak, "mdia/hdlr"), 8),
        media.getInt(wideMedia ? 20 : 12) & 0xFFFF_FFFFL,
        wideMedia ? media.getLong(24) : media.getInt(16) & 0xFFFF_FFFFL,
        edits(trak),
        SampleTable.read(trak.first("mdia/minf/stbl").orElseThrow(IndexOutOfBoundsException::new)));
  }

  /** Its sample entries. */
  List<Node> entries() {
    return samples.box().first("stsd").map(Node::children).orElse(List.of());
  }

  private static ByteBuffer payload(Node trak, String path) throws IOException {
    return trak.first(path).orElseThrow(IndexOutOfBoundsException::new).payload();
  }

  private static List<Edit> edits(Node trak) throws IOException {
    List<Edit> edits = new ArrayList<>();
    for (Node elst : trak.all("edts/elst")) {
      ByteBuffer list = elst.payload();
      boolean wide = list.get() == 1;
      list.position(8);
      for (int left = list.getInt(4); left > 0; left--) {
        edits.add(
            wide
                ? new Edit(list.getLong(), list.getLong())
                : new Edit(list.getInt() & 0xFFFF_FFFFL, list.getInt()));
        list.getInt();
      }
    }
    return edits;
  }

  static String text(ByteBuffer payload, int at) {
    byte[] letters = new byte[4];
    payload.get(at, letters);
    return new String(letters, ISO_8859_1);
  }
}
