package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.Blob;

/**
 * Lends bytes the hard way: in the middle of a larger buffer of garbage, heap and direct in turn,
 * and overwritten as soon as the call returns. Whoever reads outside position and limit, keeps the
 * buffer, or writes into it, is found out.
 */
final class Lent {
  private static final int MARGIN = 11;
  private static final byte GARBAGE = (byte) 0xA5;
  private static final byte SCRIBBLE = (byte) 0x5A;

  private Lent() {}

  /** Borrows a buffer for the length of one call. */
  @FunctionalInterface
  interface Borrower {
    void borrow(ByteBuffer data) throws IOException;
  }

  static void lend(Blob data, Borrower borrower) throws IOException {
    int size = data.size() + 2 * MARGIN;
    ByteBuffer memory =
        data.size() % 2 == 0 ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    fill(memory, GARBAGE);
    memory.put(MARGIN, data.toByteArray());
    Blob before = Blob.of(memory);
    try {
      borrower.borrow(memory.duplicate().position(MARGIN).limit(MARGIN + data.size()));
      assertEquals(before, Blob.of(memory), "a lent buffer is read, never written");
    } finally {
      fill(memory, SCRIBBLE);
    }
  }

  /** Overwrites everything from index 0 to the capacity. */
  static void scribble(ByteBuffer buffer) {
    ByteBuffer all = buffer.duplicate();
    all.clear();
    fill(all, SCRIBBLE);
  }

  private static void fill(ByteBuffer buffer, byte value) {
    for (int i = 0; i < buffer.limit(); i++) {
      buffer.put(i, value);
    }
  }
}
