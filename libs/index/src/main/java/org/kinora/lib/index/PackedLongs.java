package org.kinora.lib.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A long column of numbers that are near their neighbours. Each block of 1,024 keeps its least
 * number and how far the others lie above it, in as many bytes as the farthest needs: 0, 1, 2, 4 or
 * 8. A column of equal numbers takes next to nothing. Immutable; safe for many threads.
 */
final class PackedLongs {
  private static final int BLOCK_BITS = 10;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private static final VarHandle CHARS = view(char[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final long[] least;
  private final byte[] widths;
  private final byte[][] blocks;

  private PackedLongs(Builder builder) {
    least = Arrays.copyOf(builder.least, builder.packed);
    widths = Arrays.copyOf(builder.widths, builder.packed);
    blocks = Arrays.copyOf(builder.blocks, builder.packed);
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  long get(int i) {
    int block = i >>> BLOCK_BITS;
    return least[block] + distance(blocks[block], widths[block], i & BLOCK - 1);
  }

  private static long distance(byte[] block, int width, int at) {
    return switch (width) {
      case 0 -> 0;
      case 1 -> block[at] & 0xFF;
      case 2 -> (char) CHARS.get(block, at * 2);
      case 4 -> Integer.toUnsignedLong((int) INTS.get(block, at * 4));
      default -> (long) LONGS.get(block, at * 8);
    };
  }

  /** Takes the numbers in order. */
  static final class Builder {
    private final long[] open = new long[BLOCK];
    private int filled;
    private int packed;
    private long[] least = new long[4];
    private byte[] widths = new byte[4];
    private byte[][] blocks = new byte[4][];

    void add(long value) {
      if (filled == BLOCK) {
        pack();
      }
      open[filled++] = value;
    }

    /** The column; nothing can be added after it. */
    PackedLongs build() {
      if (filled > 0) {
        pack();
      }
      return new PackedLongs(this);
    }

    private void pack() {
      if (packed == blocks.length) {
        least = Arrays.copyOf(least, packed * 2);
        widths = Arrays.copyOf(widths, packed * 2);
        blocks = Arrays.copyOf(blocks, packed * 2);
      }
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      for (int i = 0; i < filled; i++) {
        low = Math.min(low, open[i]);
        high = Math.max(high, open[i]);
      }
      int width = width(high - low);
      least[packed] = low;
      widths[packed] = (byte) width;
      blocks[packed] = distances(low, width);
      packed++;
      filled = 0;
    }

    /** Bytes for a number; one that seems negative is a distance above the greatest long. */
    private static int width(long farthest) {
      if (farthest < 0 || farthest > 0xFFFF_FFFFL) {
        return 8;
      }
      if (farthest > 0xFFFF) {
        return 4;
      }
      return farthest > 0xFF ? 2 : farthest > 0 ? 1 : 0;
    }

    private byte[] distances(long low, int width) {
      byte[] bytes = new byte[filled * width];
      for (int i = 0; i < filled && width > 0; i++) {
        long distance = open[i] - low;
        switch (width) {
          case 1 -> bytes[i] = (byte) distance;
          case 2 -> CHARS.set(bytes, i * 2, (char) distance);
          case 4 -> INTS.set(bytes, i * 4, (int) distance);
          default -> LONGS.set(bytes, i * 8, distance);
        }
      }
      return bytes;
    }
  }
}
