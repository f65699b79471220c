package org.kinora.compose.basic;

import java.nio.ByteBuffer;

/**
 * Rounds exact numbers to 8 bits, up or down by the place in an 8 × 8 ordered-dither pattern, so
 * that the mean over the pattern is the exact number and slow gradients show no bands.
 */
final class Dither {
  private static final int SIDE = 8;
  private static final float[][] THRESHOLDS = new float[SIDE][SIDE];

  static {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        THRESHOLDS[y][x] = (rank(x, y) + 0.5f) / (SIDE * SIDE);
      }
    }
  }

  private Dither() {}

  private static int rank(int x, int y) {
    int rank = 0;
    for (int bit = 0; bit < 3; bit++) {
      int column = x >> bit & 1;
      int row = y >> bit & 1;
      rank = rank << 2 | (column ^ row) << 1 | row;
    }
    return rank;
  }

  /**
   * Rounds part of a row.
   *
   * @param numbers 0 to 255, from the array's beginning
   * @param x the column of the first
   * @param y the row
   * @param at where the first goes in {@code to}
   */
  static void row(float[] numbers, int count, int x, int y, ByteBuffer to, int at) {
    float[] thresholds = THRESHOLDS[y % SIDE];
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (int) (numbers[i] + thresholds[(x + i) & (SIDE - 1)]);
    }
    to.put(at, bytes);
  }
}
