package org.kinora.lib.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A long column of numbers that are near their neighbours. Each block of 1,024 keeps its least
 * number and how far the others lie above it, in as many bytes as the farthest needs: 0 to 8. A
 * column of equal numbers takes next to nothing. Immutable; safe for many threads.
 */
final class PackedLongs {
  private static final int BLOCK_BITS = 10;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** Many tracks are short. It times a power of four is a block. */
  private static final int FIRST_ROOM = 1 << (BLOCK_BITS - 6);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Behind a block's last distance, so that every one can be loaded as a whole word. */
  private static final int PADDING_BYTES = Long.BYTES;

  /** A block of equal numbers. */
  private static final byte[] NO_DISTANCES = new byte[PADDING_BYTES];

  private final long[] least;
  private final byte[] widths;
  private final byte[][] blocks;

  private PackedLongs(Builder builder) {
    least = Arrays.copyOf(builder.least, builder.packed);
    widths = Arrays.copyOf(builder.widths, builder.packed);
    blocks = Arrays.copyOf(builder.blocks, builder.packed);
  }

  long get(int i) {
    int block = i >>> BLOCK_BITS;
    int width = widths[block];
    long word = (long) LONGS.get(blocks[block], (i & (BLOCK - 1)) * width);
    return least[block] + (word & mask(width));
  }

  /** The lowest bytes; for a width of 0 all, as a shift counts modulo 64, and the word is 0. */
  private static long mask(int width) {
    return -1L >>> (-width * Byte.SIZE);
  }

  /** Takes the numbers in order. */
  static final class Builder {
    private long[] open = new long[FIRST_ROOM];
    private int filled;
    private int packed;
    private long[] least = new long[4];
    private byte[] widths = new byte[4];
    private byte[][] blocks = new byte[4][];

    void add(long value) {
      if (filled == open.length) {
        makeRoom();
      }
      open[filled++] = value;
    }

    private void makeRoom() {
      if (filled == BLOCK) {
        pack();
      } else {
        open = Arrays.copyOf(open, 4 * filled);
      }
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

    /** Bytes for a distance; one that seems negative is above the greatest long. */
    private static int width(long farthest) {
      int bits = Long.SIZE - Long.numberOfLeadingZeros(farthest);
      return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Each word's high bytes are 0, and the next one overwrites them. */
    private byte[] distances(long low, int width) {
      if (width == 0) {
        return NO_DISTANCES;
      }
      byte[] bytes = new byte[filled * width + PADDING_BYTES];
      for (int i = 0; i < filled; i++) {
        LONGS.set(bytes, i * width, open[i] - low);
      }
      return bytes;
    }
  }
}
