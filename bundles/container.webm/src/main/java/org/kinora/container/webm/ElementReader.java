package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.kinora.lib.output.SourceFile;

/**
 * Reads the headers of EBML elements, and what small ones say, a few kilobytes at a time. Nothing
 * that a file says of sizes is trusted further than the file reaches.
 */
final class ElementReader {
  /**
   * One element.
   *
   * @param at where its ID begins
   * @param dataAt where its data begins
   * @param sizeBytes of its data, as it says; {@link #UNKNOWN_SIZE} if it does not
   */
  record Element(int id, long at, long dataAt, long sizeBytes) {
    static final long UNKNOWN_SIZE = -1;

    boolean isUnknownSize() {
      return sizeBytes == UNKNOWN_SIZE;
    }

    /** Where it says that it ends; it must say so. A size has 56 bits: this cannot overflow. */
    long end() {
      return dataAt + sizeBytes;
    }
  }

  private static final int HEADER_BYTES_MAX = 12;
  private static final int ID_BYTES_MAX = 4;

  private final SourceFile file;

  ElementReader(SourceFile file) {
    this.file = file;
  }

  /** Where the elements are. */
  SourceFile file() {
    return file;
  }

  /** Bytes of the file. */
  long sizeBytes() {
    return file.sizeBytes();
  }

  /**
   * The element whose header lies at a place; empty if none does, or not all of it.
   *
   * @param end where the elements of this level end at the latest
   */
  Optional<Element> element(long at, long end) throws IOException {
    if (at >= end) {
      return Optional.empty();
    }
    return parse(file.peek(at, (int) Math.min(HEADER_BYTES_MAX, end - at)), at);
  }

  /** The element that begins at a buffer's position, which is left as it was. */
  static Optional<Element> parse(ByteBuffer bytes, long at) {
    int start = bytes.position();
    int idBytes = width(bytes, start);
    if (idBytes > ID_BYTES_MAX) {
      return Optional.empty();
    }
    int numberBytes = width(bytes, start + idBytes);
    if (idBytes + numberBytes > bytes.remaining()) {
      return Optional.empty();
    }
    int id = (int) number(bytes, start, idBytes);
    long mask = (1L << (7 * numberBytes)) - 1;
    long size = number(bytes, start + idBytes, numberBytes) & mask;
    return Optional.of(
        new Element(
            id, at, at + idBytes + numberBytes, size == mask ? Element.UNKNOWN_SIZE : size));
  }

  /** Bytes of the number that begins there, told by its leading zero bits; 9 and more if none. */
  static int width(ByteBuffer bytes, int at) {
    return at >= bytes.limit()
        ? HEADER_BYTES_MAX + 1
        : Integer.numberOfLeadingZeros(bytes.get(at) & 0xFF) - 23;
  }

  private static long number(ByteBuffer bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (bytes.get(at + i) & 0xFF);
    }
    return value;
  }

  /**
   * The variable-size integer at a buffer's position, which is moved behind it; -1 if it is cut.
   */
  static long takeNumber(ByteBuffer bytes) {
    int count = width(bytes, bytes.position());
    if (count > Math.min(bytes.remaining(), Long.BYTES)) {
      return -1;
    }
    long value = number(bytes, bytes.position(), count) & ((1L << (7 * count)) - 1);
    bytes.position(bytes.position() + count);
    return value;
  }

  /** An unsigned integer; 0 for one of no bytes, as of more than eight (RFC 8794, section 7.2). */
  long uint(Element element) throws IOException {
    if (element.sizeBytes() > Long.BYTES) {
      return 0;
    }
    ByteBuffer bytes = file.peek(element.dataAt(), (int) element.sizeBytes());
    return number(bytes, 0, bytes.limit());
  }

  /** A signed integer. */
  long sint(Element element) throws IOException {
    int unused = Long.SIZE - 8 * (int) Math.min(Long.BYTES, element.sizeBytes());
    return unused == Long.SIZE ? 0 : uint(element) << unused >> unused;
  }

  /** Text up to its first zero byte, the first 64 bytes of it. */
  String text(Element element) throws IOException {
    ByteBuffer bytes = file.peek(element.dataAt(), (int) Math.min(64, element.sizeBytes()));
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    int zero = text.indexOf(0);
    return zero < 0 ? text : text.substring(0, zero);
  }
}
