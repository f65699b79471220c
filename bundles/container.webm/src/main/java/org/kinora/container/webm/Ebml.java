package org.kinora.container.webm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.kinora.lib.matroska.MatroskaId;

/**
 * EBML elements as bytes: an ID, the size of the data, the data (RFC 8794). A master element is
 * made of the elements within it.
 */
final class Ebml {
  /** Bytes of a size that is written before it is known. */
  static final int WIDE_SIZE_BYTES = 8;

  private static final long WIDE_SIZE_MARKER = 1L << 56;
  private static final long UNKNOWN_SIZE = WIDE_SIZE_MARKER | (WIDE_SIZE_MARKER - 1);

  private Ebml() {}

  /** An unsigned integer in as few bytes as it needs, at least one (section 7.2). */
  static byte[] uint(int id, long value) {
    return number(id, value, Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8));
  }

  /** A signed integer in as few bytes as it needs (section 7.1). */
  static byte[] sint(int id, long value) {
    int bits = 65 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    return number(id, value, (bits + 7) / 8);
  }

  /** An unsigned integer in eight bytes. */
  static byte[] wideUint(int id, long value) {
    return number(id, value, Long.BYTES);
  }

  /** A floating-point number of eight bytes (section 7.3). */
  static byte[] float64(int id, double value) {
    return number(id, Double.doubleToLongBits(value), Double.BYTES);
  }

  private static byte[] number(int id, long value, int sizeBytes) {
    byte[] data = new byte[sizeBytes];
    for (int i = 0; i < sizeBytes; i++) {
      data[i] = (byte) (value >> (8 * (sizeBytes - 1 - i)));
    }
    return element(id, data);
  }

  /** Text (sections 7.4 and 7.5). */
  static byte[] text(int id, String value) {
    return element(id, value.getBytes(StandardCharsets.UTF_8));
  }

  /** An element of these parts: a master of its elements, or binary data. */
  static byte[] element(int id, byte[]... parts) {
    long size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] header = header(id, size);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(header.length + size));
    out.put(header);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  /** Elements one behind the other. */
  static byte[] concat(List<byte[]> elements) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    elements.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** What stands before so many bytes of data: ID and size. */
  static byte[] header(int id, long size) {
    ByteBuffer out = ByteBuffer.allocate(idBytes(id) + sizeBytes(size));
    putId(out, id);
    putSize(out, size);
    return out.array();
  }

  /** The same with a size of eight bytes, however small it is. */
  static byte[] wideHeader(int id, long size) {
    ByteBuffer out = ByteBuffer.allocate(idBytes(id) + WIDE_SIZE_BYTES);
    putId(out, id);
    return out.putLong(WIDE_SIZE_MARKER | size).array();
  }

  /** A Void element that takes up so many bytes in all, at least two (section 11.3.2). */
  static byte[] ofVoid(int totalBytes) {
    ByteBuffer out = ByteBuffer.allocate(totalBytes);
    putId(out, MatroskaId.VOID);
    if (totalBytes <= WIDE_SIZE_BYTES) {
      putSize(out, totalBytes - 2);
    } else {
      out.putLong(WIDE_SIZE_MARKER | (totalBytes - 1 - WIDE_SIZE_BYTES));
    }
    return out.array();
  }

  /** The start of a master element whose size is not known yet (section 6.2). */
  static byte[] open(int id) {
    ByteBuffer out = ByteBuffer.allocate(idBytes(id) + WIDE_SIZE_BYTES);
    putId(out, id);
    return out.putLong(UNKNOWN_SIZE).array();
  }

  /** A size in eight bytes, to be written over an unknown one. */
  static byte[] wideSize(long size) {
    return ByteBuffer.allocate(WIDE_SIZE_BYTES).putLong(WIDE_SIZE_MARKER | size).array();
  }

  static void putId(ByteBuffer out, int id) {
    for (int i = idBytes(id) - 1; i >= 0; i--) {
      out.put((byte) (id >> (8 * i)));
    }
  }

  private static int idBytes(int id) {
    return (39 - Integer.numberOfLeadingZeros(id)) / 8;
  }

  /** A variable-size integer in as few bytes as it needs (section 4); all ones mean "unknown". */
  static void putSize(ByteBuffer out, long size) {
    int bytes = sizeBytes(size);
    long marked = size | (1L << (7 * bytes));
    for (int i = bytes - 1; i >= 0; i--) {
      out.put((byte) (marked >> (8 * i)));
    }
  }

  static int sizeBytes(long size) {
    int bytes = 1;
    while (size >= (1L << (7 * bytes)) - 1) {
      bytes++;
    }
    return bytes;
  }
}
