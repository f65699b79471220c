package org.kinora.lib.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a page while they are put together, little-endian as Parquet has them. */
final class PageBytes {
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

  /** Where the next bytes go; there is room for so many at least. */
  ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(2 * buffer.capacity(), Math.addExact(buffer.position(), bytes));
      buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
    }
    return buffer;
  }

  /** An unsigned number, seven bits a byte, the low ones first. */
  void putVarInt(int value) {
    ByteBuffer out = room(5);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  int size() {
    return buffer.position();
  }

  /** The array that holds them, from its start on; valid until the next call. */
  byte[] array() {
    return buffer.array();
  }

  void clear() {
    buffer.clear();
  }
}
