package org.kinora.lib.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Writes small numbers as runs of equal ones and as packed bits, in turn (Parquet's encoding RLE =
 * 3): a run is the varint {@code length << 1} and the number in whole bytes; packed are groups of
 * eight behind the varint {@code groups << 1 | 1}.
 */
final class RunLengths {
  private static final int GROUP = 8;

  /** A run that would take fewer bits than this when packed is packed. */
  private static final int LEAST_RUN_BITS = 32;

  private static final int LONG_RUN = 32;

  private RunLengths() {}

  /** The bits of the greatest number. */
  static int width(int greatest) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(greatest));
  }

  /** Writes the first numbers of an array, each of so many bits at most. */
  static void write(int[] numbers, int count, int width, PageBytes out) {
    BytePacker packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
    int written = 0;
    int at = 0;
    while (at < count) {
      int end = runEnd(numbers, at, count);
      int start = at + (written - at & GROUP - 1); // groups before it are filled up
      int length = end - start;
      if (length >= GROUP && length * width >= LEAST_RUN_BITS) {
        pack(numbers, written, start, packer, out);
        run(numbers[at], length, width, out);
        written = end;
      }
      at = end;
    }
    pack(numbers, written, count, packer, out);
  }

  private static int runEnd(int[] numbers, int start, int count) {
    int end = start + 1;
    while (end < count && numbers[end] == numbers[start]) {
      end++;
      if (end - start == LONG_RUN) { // many at a time from here on
        int differs = Arrays.mismatch(numbers, end, count, numbers, end - 1, count - 1);
        return differs < 0 ? count : end + differs;
      }
    }
    return end;
  }

  private static void run(int number, int length, int width, PageBytes out) {
    out.putVarInt(length << 1);
    ByteBuffer bytes = out.room(Integer.BYTES);
    for (int bit = 0; bit < width; bit += Byte.SIZE) {
      bytes.put((byte) (number >>> bit));
    }
  }

  private static void pack(int[] numbers, int start, int end, BytePacker packer, PageBytes out) {
    if (start == end) {
      return;
    }
    int groups = (end - start + GROUP - 1) / GROUP;
    int width = packer.getBitWidth();
    out.putVarInt(groups << 1 | 1);
    ByteBuffer bytes = out.room(groups * width);
    int to = bytes.position();
    int at = start;
    for (; at + GROUP <= end; at += GROUP) {
      packer.pack8Values(numbers, at, out.array(), to);
      to += width;
    }
    if (at < end) {
      int[] last = Arrays.copyOf(Arrays.copyOfRange(numbers, at, end), GROUP);
      packer.pack8Values(last, 0, out.array(), to);
      to += width;
    }
    bytes.position(to);
  }
}
