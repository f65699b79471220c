package org.kinora.lib.boxes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The boxes of an MP4 file (ISO/IEC 14496-12). */
final class Mp4Boxes {
  private static final int HEADER_BYTES = 8;
  private static final int WIDE_HEADER_BYTES = 16;
  private static final int DEPTH_MAX = 16;
  private static final int PEEK_BYTES = 64;

  /** Boxes of boxes, and where in their payload these begin. */
  private static final Map<String, Integer> CONTAINERS =
      Map.ofEntries(
          Map.entry("moov", 0),
          Map.entry("trak", 0),
          Map.entry("edts", 0),
          Map.entry("mdia", 0),
          Map.entry("minf", 0),
          Map.entry("dinf", 0),
          Map.entry("stbl", 0),
          Map.entry("mvex", 0),
          Map.entry("moof", 0),
          Map.entry("traf", 0),
          Map.entry("mfra", 0),
          Map.entry("udta", 0),
          Map.entry("tref", 0),
          Map.entry("ilst", 0),
          Map.entry("----", 0),
          Map.entry("meta", 4),
          Map.entry("dref", 8),
          Map.entry("stsd", 8),
          Map.entry("avc1", 78),
          Map.entry("avc3", 78),
          Map.entry("hvc1", 78),
          Map.entry("hev1", 78),
          Map.entry("vp08", 78),
          Map.entry("vp09", 78),
          Map.entry("av01", 78),
          Map.entry("Opus", 28),
          Map.entry("mp4a", 28),
          Map.entry("fLaC", 28));

  private static final Set<String> FIRST =
      Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "moof", "sidx");

  private final FileWindow file;
  private final PartSink sink;

  Mp4Boxes(FileWindow file, PartSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Whether a file may begin with a box of this type. */
  static boolean startsFile(int type) {
    return FIRST.contains(name(type));
  }

  private static String name(int type) {
    return new String(ByteBuffer.allocate(4).putInt(type).array(), ISO_8859_1);
  }

  void walk() throws IOException {
    walk(0, file.size(), 0);
  }

  private void walk(long from, long end, int depth) throws IOException {
    long at = from;
    while (end - at >= HEADER_BYTES) {
      ByteBuffer header = file.at(at, HEADER_BYTES);
      long size = Integer.toUnsignedLong(header.getInt());
      String name = name(header.getInt());
      int headerBytes = HEADER_BYTES;
      if (size == 1 && end - at >= WIDE_HEADER_BYTES) {
        size = file.at(at + HEADER_BYTES, Long.BYTES).getLong();
        headerBytes = WIDE_HEADER_BYTES;
      } else if (size == 0) {
        size = end - at;
      }
      if (size < headerBytes || size > end - at) {
        sink.accept(new Part(depth, at, size, name, Structure.cut(size - (end - at))));
        return;
      }
      sink.accept(
          new Part(depth, at, size, name, detail(name, at + headerBytes, size - headerBytes)));
      Integer skip = CONTAINERS.get(name);
      if (skip != null && depth < DEPTH_MAX && size >= headerBytes + skip) {
        walk(at + headerBytes + skip, at + size, depth + 1);
      }
      at += size;
    }
    if (at < end && depth == 0) {
      sink.accept(new Part(depth, at, end - at, "", (end - at) + " bytes that are no box"));
    }
  }

  private String detail(String name, long payload, long sizeBytes) throws IOException {
    int peeked = (int) Math.min(PEEK_BYTES, sizeBytes);
    ByteBuffer data = file.at(payload, peeked);
    return switch (name) {
      case "ftyp", "styp" -> brands(data);
      case "mvhd", "mdhd" -> peeked < 32 ? "" : clock(data);
      case "tkhd" -> peeked < 24 ? "" : "track " + data.getInt(data.get(0) == 1 ? 20 : 12);
      case "hdlr" -> peeked < 12 ? "" : name(data.getInt(8));
      case "tmcd" -> peeked < 26 ? tracks(data) : timecode(data);
      case "elst" -> peeked < 8 ? "" : edits(data);
      case "stts", "ctts", "stss", "stsc", "stco", "co64" -> count(data, 4);
      case "sgpd" -> peeked < 12 ? "" : group(data, data.get(0) == 0 ? 8 : 12);
      case "sbgp" -> peeked < 12 ? "" : group(data, data.get(0) == 0 ? 8 : 12);
      case "stsz" -> count(data, 8);
      case "mfhd" -> peeked < 8 ? "" : "number " + data.getInt(4);
      case "tfhd", "trex" -> peeked < 8 ? "" : "track " + data.getInt(4);
      case "tfdt" -> peeked < 8 ? "" : "time " + (isWide(data) ? data.getLong(4) : unsigned(data));
      case "mehd" ->
          peeked < 8 ? "" : "duration " + (isWide(data) ? data.getLong(4) : unsigned(data));
      case "tfra" -> peeked < 16 ? "" : "track " + data.getInt(4) + ", " + count(data, 12);
      case "mfro" -> peeked < 8 ? "" : "index of " + unsigned(data) + " bytes";
      case "dOps" -> peeked < 8 ? "" : opus(data);
      case "trun" -> count(data, 4);
      case "data" -> peeked < 8 ? "" : text(data.position(8));
      case "mean", "name" -> peeked < 4 ? "" : text(data.position(4));
      default -> "";
    };
  }

  private static String brands(ByteBuffer data) {
    StringBuilder brands = new StringBuilder();
    for (int at = 0; at + 4 <= data.limit(); at += 4) {
      if (at != 4) {
        brands.append(brands.isEmpty() ? "" : " ").append(name(data.getInt(at)));
      }
    }
    return brands.toString();
  }

  /** Version 1 has 64-bit times (section 8.2.2.2). */
  private static String clock(ByteBuffer data) {
    boolean wide = isWide(data);
    int timescale = data.getInt(wide ? 20 : 12);
    long duration = wide ? data.getLong(24) : Integer.toUnsignedLong(data.getInt(16));
    return "timescale " + timescale + ", duration " + duration;
  }

  private static boolean isWide(ByteBuffer data) {
    return data.get(0) == 1 && data.limit() >= 12;
  }

  private static long unsigned(ByteBuffer data) {
    return Integer.toUnsignedLong(data.getInt(4));
  }

  /** Sections 8.9.2 and 8.9.3. */
  private static String group(ByteBuffer data, int countAt) {
    return name(data.getInt(4)) + ", " + count(data, countAt);
  }

  /** Opus in ISOBMFF, section 4.3.2. */
  private static String opus(ByteBuffer data) {
    return "%d channels, pre-skip %d, input %d Hz"
        .formatted(data.get(1), data.getShort(2) & 0xFFFF, data.getInt(4));
  }

  /** The tracks that a reference names. */
  private static String tracks(ByteBuffer data) {
    StringJoiner tracks = new StringJoiner(", ", "track ", "");
    for (int at = 0; at + 4 <= data.limit(); at += 4) {
      tracks.add(Integer.toUnsignedString(data.getInt(at)));
    }
    return data.limit() < 4 ? "" : tracks.toString();
  }

  private static String timecode(ByteBuffer data) {
    return "timescale %d, frame %d, %d a second, flags %d"
        .formatted(data.getInt(16), data.getInt(20), data.get(24), data.getInt(12));
  }

  private static String edits(ByteBuffer data) {
    boolean wide = data.get(0) == 1;
    int entryBytes = wide ? 20 : 12;
    StringBuilder edits = new StringBuilder();
    for (int at = 8; at + entryBytes <= data.limit(); at += entryBytes) {
      long duration = wide ? data.getLong(at) : Integer.toUnsignedLong(data.getInt(at));
      long media = wide ? data.getLong(at + 8) : data.getInt(at + 4);
      edits.append(edits.isEmpty() ? "" : "; ").append(duration).append(" from ").append(media);
    }
    return edits.toString();
  }

  private static String count(ByteBuffer data, int at) {
    return data.limit() < at + 4 ? "" : Integer.toUnsignedString(data.getInt(at)) + " entries";
  }

  private static String text(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return new String(bytes, UTF_8);
  }
}
