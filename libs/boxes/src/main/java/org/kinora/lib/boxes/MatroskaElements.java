package org.kinora.lib.boxes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.lib.boxes.MatroskaNames.Element;
import org.kinora.lib.boxes.MatroskaNames.Kind;

/** The elements of a Matroska file (RFC 8794 and RFC 9559). */
final class MatroskaElements {
  private static final int DEPTH_MAX = 16;
  private static final int VALUE_BYTES_MAX = 64;
  private static final int BLOCK_TIME_AND_FLAGS_BYTES = 3;
  private static final int KEY_FRAME = 0x80;

  private final FileWindow file;
  private final PartSink sink;

  MatroskaElements(FileWindow file, PartSink sink) {
    this.file = file;
    this.sink = sink;
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
      if (unknownEnd && depth > 1 && (id == MatroskaNames.SEGMENT || isTop(id))) {
        return at;
      }
      long payload = at + idBytes + sizeBytes;
      long size = number(at + idBytes, sizeBytes, true);
      boolean unknown = size == (1L << (7 * sizeBytes)) - 1;
      Element element = MatroskaNames.of(id);
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
      case BLOCK, SIMPLE_BLOCK -> block(kind, at, peeked);
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
  private String block(Kind kind, long at, int sizeBytes) throws IOException {
    int bytes = sizeBytes == 0 ? 0 : width(at);
    if (bytes > 2 || sizeBytes < bytes + BLOCK_TIME_AND_FLAGS_BYTES) {
      return "";
    }
    long track = number(at, bytes, true);
    short time = (short) number(at + bytes, 2, false);
    boolean key = kind == Kind.SIMPLE_BLOCK && (file.at(at + bytes + 2, 1).get() & KEY_FRAME) != 0;
    return "track " + track + ", time " + time + (key ? ", key frame" : "");
  }
}
