package org.kinora.lib.movie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The boxes in a piece of memory, one after the other; ends where a size lies. */
public final class BoxCursor {
  private static final int HEADER_BYTES = 8;
  private static final int WIDE_HEADER_BYTES = 16;

  private final ByteBuffer in;
  private int end;
  private String type = "";
  private ByteBuffer box = ByteBuffer.allocate(0);
  private int headerBytes;

  /** The boxes from position to limit. */
  public BoxCursor(ByteBuffer boxes) {
    in = boxes.slice();
  }

  /** The payload of the first box of this path. */
  public static Optional<ByteBuffer> find(ByteBuffer boxes, String... path) {
    Optional<ByteBuffer> found = Optional.of(boxes);
    for (String name : path) {
      found = found.flatMap(parent -> child(parent, name));
    }
    return found;
  }

  private static Optional<ByteBuffer> child(ByteBuffer boxes, String name) {
    BoxCursor cursor = new BoxCursor(boxes);
    while (cursor.next()) {
      if (cursor.is(name)) {
        return Optional.of(cursor.payload());
      }
    }
    return Optional.empty();
  }

  /** Goes to the next box, if there is a whole one. */
  public boolean next() {
    int left = in.limit() - end;
    if (left < HEADER_BYTES) {
      return false;
    }
    long size = Integer.toUnsignedLong(in.getInt(end));
    headerBytes = HEADER_BYTES;
    if (size == 1 && left >= WIDE_HEADER_BYTES) {
      size = in.getLong(end + HEADER_BYTES);
      headerBytes = WIDE_HEADER_BYTES;
    }
    if (size < headerBytes || size > left) {
      return false;
    }
    type = name(in, end + Integer.BYTES);
    box = in.slice(end, (int) size);
    end += (int) size;
    return true;
  }

  /** Whether the box at hand has this type. */
  public boolean is(String name) {
    return type.equals(name);
  }

  /** Four letters. */
  public String type() {
    return type;
  }

  /** Behind its header. */
  public ByteBuffer payload() {
    return box.slice(headerBytes, box.limit() - headerBytes);
  }

  /** With its header. */
  public byte[] bytes() {
    byte[] bytes = new byte[box.limit()];
    box.get(0, bytes);
    return bytes;
  }

  /** The four letters at a place. */
  public static String name(ByteBuffer in, int at) {
    byte[] letters = new byte[Integer.BYTES];
    in.get(at, letters);
    return new String(letters, ISO_8859_1);
  }
}
