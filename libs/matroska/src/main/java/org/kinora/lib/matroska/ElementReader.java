package org.kinora.lib.matroska;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.kinora.lib.output.SourceFile;

/**
 * Reads the headers of EBML elements, and what small ones say, a few kilobytes at a time. Nothing
 * that a file says of sizes is trusted further than the file reaches.
 */
public final class ElementReader {
  private static final int HEADER_BYTES_MAX = 12;
  private static final int ID_BYTES_MAX = 4;
  private static final int SIZE_BYTES_MAX = 8;

  private final SourceFile file;

  /** Reads elements of a file, which stays the caller's. */
  public ElementReader(SourceFile file) {
    this.file = file;
  }

  /** Where the elements are. */
  public SourceFile file() {
    return file;
  }

  /** Bytes of the file. */
  public long sizeBytes() {
    return file.sizeBytes();
  }

  /**
   * The element whose header lies at a place; empty if none does, or not all of it.
   *
   * @param end where the elements of this level end at the latest
   */
  public Optional<Element> element(long at, long end) throws IOException {
    if (at >= end) {
      return Optional.empty();
    }
    return parse(file.peek(at, (int) Math.min(HEADER_BYTES_MAX, end - at)), at);
  }

  /** Takes elements in the order of the file. */
  @FunctionalInterface
  public interface ElementSink {
    /** Takes the next one, which is whole. */
    void accept(Element element) throws IOException;
  }

  /**
   * Hands over what a master element holds, up to the first that is not whole.
   *
   * @param master must say how long it is
   * @return whether all is whole
   */
  public boolean children(Element master, ElementSink sink) throws IOException {
    long at = master.dataAt();
    while (at < master.end()) {
      Optional<Element> child = element(at, master.end());
      if (child.isEmpty() || !child.get().endsBy(master.end())) {
        return false;
      }
      sink.accept(child.get());
      at = child.get().end();
    }
    return true;
  }

  /** The element that begins at a buffer's position, which is left as it was. */
  public static Optional<Element> parse(ByteBuffer bytes, long at) {
    int start = bytes.position();
    int idBytes = width(bytes, start);
    if (idBytes > ID_BYTES_MAX) {
      return Optional.empty();
    }
    int sizeBytes = width(bytes, start + idBytes);
    if (sizeBytes > SIZE_BYTES_MAX || idBytes + sizeBytes > bytes.remaining()) {
      return Optional.empty();
    }
    int id = (int) number(bytes, start, idBytes);
    long mask = (1L << (7 * sizeBytes)) - 1;
    long size = number(bytes, start + idBytes, sizeBytes) & mask;
    return Optional.of(
        new Element(id, at, at + idBytes + sizeBytes, size == mask ? Element.UNKNOWN_SIZE : size));
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
  public long uint(Element element) throws IOException {
    if (element.sizeBytes() > Long.BYTES) {
      return 0;
    }
    ByteBuffer bytes = file.peek(element.dataAt(), (int) element.sizeBytes());
    return number(bytes, 0, bytes.limit());
  }

  /** A floating-point number of four or eight bytes (section 7.3); 0 for one of other sizes. */
  public double number(Element element) throws IOException {
    return switch ((int) Math.min(9, element.sizeBytes())) {
      case Float.BYTES -> Float.intBitsToFloat((int) uint(element));
      case Double.BYTES -> Double.longBitsToDouble(uint(element));
      default -> 0;
    };
  }

  /** A signed integer. */
  public long sint(Element element) throws IOException {
    int unused = Long.SIZE - 8 * (int) Math.min(Long.BYTES, element.sizeBytes());
    return unused == Long.SIZE ? 0 : uint(element) << unused >> unused;
  }

  /** Text up to its first zero byte, the first 64 bytes of it. */
  public String text(Element element) throws IOException {
    ByteBuffer bytes = file.peek(element.dataAt(), (int) Math.min(64, element.sizeBytes()));
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    int zero = text.indexOf(0);
    return zero < 0 ? text : text.substring(0, zero);
  }
}
