package org.kinora.lib.boxes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** The elements of a Matroska file (RFC 8794 and RFC 9559). */
final class MatroskaElements {
  private static final int DEPTH_MAX = 16;
  private static final int VALUE_BYTES_MAX = 64;
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int CLUSTER = 0x1F43B675;
  private static final int SEGMENT = 0x18538067;

  private enum Kind {
    MASTER,
    UINT,
    INT,
    FLOAT,
    TEXT,
    BLOCK,
    BINARY
  }

  private record Element(String name, Kind kind) {}

  private static final Map<Integer, Element> KNOWN =
      Map.ofEntries(
          master(0x1A45DFA3, "EBML"),
          entry(0x4286, "EBMLVersion", Kind.UINT),
          entry(0x42F7, "EBMLReadVersion", Kind.UINT),
          entry(0x42F2, "EBMLMaxIDLength", Kind.UINT),
          entry(0x42F3, "EBMLMaxSizeLength", Kind.UINT),
          entry(0x4282, "DocType", Kind.TEXT),
          entry(0x4287, "DocTypeVersion", Kind.UINT),
          entry(0x4285, "DocTypeReadVersion", Kind.UINT),
          entry(0xEC, "Void", Kind.BINARY),
          entry(0xBF, "CRC-32", Kind.BINARY),
          master(SEGMENT, "Segment"),
          master(0x114D9B74, "SeekHead"),
          master(0x4DBB, "Seek"),
          entry(0x53AB, "SeekID", Kind.BINARY),
          entry(0x53AC, "SeekPosition", Kind.UINT),
          master(0x1549A966, "Info"),
          entry(0x2AD7B1, "TimestampScale", Kind.UINT),
          entry(0x4489, "Duration", Kind.FLOAT),
          entry(0x4D80, "MuxingApp", Kind.TEXT),
          entry(0x5741, "WritingApp", Kind.TEXT),
          entry(0x7BA9, "Title", Kind.TEXT),
          master(0x1654AE6B, "Tracks"),
          master(0xAE, "TrackEntry"),
          entry(0xD7, "TrackNumber", Kind.UINT),
          entry(0x73C5, "TrackUID", Kind.UINT),
          entry(0x83, "TrackType", Kind.UINT),
          entry(0x9C, "FlagLacing", Kind.UINT),
          entry(0x536E, "Name", Kind.TEXT),
          entry(0x22B59C, "Language", Kind.TEXT),
          entry(0x86, "CodecID", Kind.TEXT),
          entry(0x63A2, "CodecPrivate", Kind.BINARY),
          entry(0x56AA, "CodecDelay", Kind.UINT),
          entry(0x56BB, "SeekPreRoll", Kind.UINT),
          entry(0x23E383, "DefaultDuration", Kind.UINT),
          master(0xE0, "Video"),
          entry(0xB0, "PixelWidth", Kind.UINT),
          entry(0xBA, "PixelHeight", Kind.UINT),
          master(0x55B0, "Colour"),
          entry(0x55B1, "MatrixCoefficients", Kind.UINT),
          entry(0x55B9, "Range", Kind.UINT),
          entry(0x55BA, "TransferCharacteristics", Kind.UINT),
          entry(0x55BB, "Primaries", Kind.UINT),
          master(0xE1, "Audio"),
          entry(0xB5, "SamplingFrequency", Kind.FLOAT),
          entry(0x9F, "Channels", Kind.UINT),
          entry(0x6264, "BitDepth", Kind.UINT),
          master(CLUSTER, "Cluster"),
          entry(0xE7, "Timestamp", Kind.UINT),
          entry(0xA3, "SimpleBlock", Kind.BLOCK),
          master(0xA0, "BlockGroup"),
          entry(0xA1, "Block", Kind.BLOCK),
          entry(0x9B, "BlockDuration", Kind.UINT),
          entry(0xFB, "ReferenceBlock", Kind.INT),
          entry(0x75A2, "DiscardPadding", Kind.INT),
          master(0x1C53BB6B, "Cues"),
          master(0xBB, "CuePoint"),
          entry(0xB3, "CueTime", Kind.UINT),
          master(0xB7, "CueTrackPositions"),
          entry(0xF7, "CueTrack", Kind.UINT),
          entry(0xF1, "CueClusterPosition", Kind.UINT),
          entry(0xF0, "CueRelativePosition", Kind.UINT),
          master(0x1254C367, "Tags"),
          master(0x1043A770, "Chapters"),
          master(0x1941A469, "Attachments"));

  private final FileWindow file;
  private final PartSink sink;

  MatroskaElements(FileWindow file, PartSink sink) {
    this.file = file;
    this.sink = sink;
  }

  private static Map.Entry<Integer, Element> entry(int id, String name, Kind kind) {
    return Map.entry(id, new Element(name, kind));
  }

  private static Map.Entry<Integer, Element> master(int id, String name) {
    return entry(id, name, Kind.MASTER);
  }

  void walk() throws IOException {
    walk(0, file.size(), 0, false);
  }

  /**
   * Walks the elements of one level.
   *
   * @param unknownEnd whether the level ends with the first element that cannot belong to it, since
   *     the one around it does not say where it ends (RFC 8794, section 6.2)
   * @return where the level ends
   */
  private long walk(long from, long end, int depth, boolean unknownEnd) throws IOException {
    long at = from;
    while (at < end) {
      int idBytes = width(at);
      int sizeBytes = idBytes > 4 || at + idBytes >= end ? 9 : width(at + idBytes);
      if (idBytes > 4 || sizeBytes > 8 || at + idBytes + sizeBytes > end) {
        sink.accept(new Part(depth, at, end - at, "", (end - at) + " bytes that are no element"));
        return end;
      }
      int id = (int) number(at, idBytes, false);
      if (unknownEnd && depth > 1 && (id == CLUSTER || id == SEGMENT || isTop(id))) {
        return at;
      }
      long payload = at + idBytes + sizeBytes;
      long size = number(at + idBytes, sizeBytes, true);
      boolean unknown = size == (1L << (7 * sizeBytes)) - 1;
      Element element = KNOWN.getOrDefault(id, new Element(Integer.toHexString(id), Kind.BINARY));
      if (!unknown && size > end - payload) {
        sink.accept(
            new Part(
                depth,
                at,
                payload - at + size,
                element.name(),
                Structure.cut(size - (end - payload))));
        if (element.kind() == Kind.MASTER) {
          walk(payload, end, depth + 1, false);
        }
        return end;
      }
      sink.accept(
          new Part(
              depth,
              at,
              unknown ? -1 : payload - at + size,
              element.name(),
              unknown ? "" : value(element.kind(), payload, size)));
      if (element.kind() == Kind.MASTER && depth < DEPTH_MAX) {
        long inner = walk(payload, unknown ? end : payload + size, depth + 1, unknown);
        at = unknown ? inner : payload + size;
      } else {
        at = unknown ? end : payload + size;
      }
    }
    return at;
  }

  /** Elements of the first level below the segment have IDs of four bytes. */
  private static boolean isTop(int id) {
    return (id & 0xF0000000) == 0x10000000;
  }

  /**
   * Bytes of the number that begins here: one more than its leading zero bits; 9 if none is set.
   */
  private int width(long at) throws IOException {
    return Integer.numberOfLeadingZeros(file.at(at, 1).get() & 0xFF) - 23;
  }

  /** Big-endian; a number of no bytes is 0 (RFC 8794, section 7.2). */
  private long number(long at, int bytes, boolean withoutMarker) throws IOException {
    if (bytes == 0) {
      return 0;
    }
    ByteBuffer data = file.at(at, bytes);
    long value = data.get() & (withoutMarker ? 0xFF >> bytes : 0xFF);
    while (data.hasRemaining()) {
      value = value << 8 | (data.get() & 0xFF);
    }
    return value;
  }

  private String value(Kind kind, long at, long sizeBytes) throws IOException {
    int peeked = (int) Math.min(VALUE_BYTES_MAX, sizeBytes);
    return switch (kind) {
      case UINT -> sizeBytes > 8 ? "" : Long.toUnsignedString(number(at, peeked, false));
      case INT -> sizeBytes > 8 || sizeBytes == 0 ? "" : Long.toString(signed(at, peeked));
      case FLOAT -> floating(at, peeked);
      case TEXT -> text(at, peeked);
      case BLOCK -> peeked < BLOCK_HEADER_BYTES ? "" : block(at);
      case MASTER, BINARY -> "";
    };
  }

  private long signed(long at, int bytes) throws IOException {
    int unused = 64 - 8 * bytes;
    return number(at, bytes, false) << unused >> unused;
  }

  private String floating(long at, int bytes) throws IOException {
    return switch (bytes) {
      case 4 -> Float.toString(file.at(at, 4).getFloat());
      case 8 -> Double.toString(file.at(at, 8).getDouble());
      default -> "";
    };
  }

  private String text(long at, int bytes) throws IOException {
    byte[] text = new byte[bytes];
    file.at(at, bytes).get(text);
    return new String(text, UTF_8);
  }

  /** Track number, time in the cluster, flags (RFC 9559, section 10.1). */
  private String block(long at) throws IOException {
    int bytes = width(at);
    if (bytes > 2) {
      return "";
    }
    long track = number(at, bytes, true);
    short time = (short) number(at + bytes, 2, false);
    return "track " + track + ", time " + time;
  }
}
