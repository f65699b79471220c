package org.kinora.tck.support.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow. What is skipped is zeros. */
final class Bytes {
  private byte[] array;
  private int size;

  Bytes() {
    this(new byte[0]);
  }

  /** Bytes that the caller gives away. */
  Bytes(byte[] array) {
    this.array = array;
    size = array.length;
  }

  Bytes copy() {
    return new Bytes(Arrays.copyOf(array, size));
  }

  int size() {
    return size;
  }

  /** Puts the first bytes of others. */
  void put(int at, Bytes others, int count) {
    growTo(at + count);
    System.arraycopy(others.array, 0, array, at, count);
  }

  void growTo(int bytes) {
    if (bytes > array.length) {
      array = Arrays.copyOf(array, Math.max(bytes, 2 * array.length));
    }
    size = Math.max(size, bytes);
  }

  void truncate(int bytes) {
    if (bytes < size) {
      Arrays.fill(array, bytes, size, (byte) 0);
      size = bytes;
    }
  }

  void get(int at, int count, ByteBuffer into) {
    into.put(array, at, count);
  }
}
