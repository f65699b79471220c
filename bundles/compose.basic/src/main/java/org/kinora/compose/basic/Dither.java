package org.kinora.compose.basic;

import org.kinora.media.Plane;

/**
 * Rounds the numbers of a {@link Paint} to 8 bits, up or down by the place in an 8 × 8
 * ordered-dither pattern, so that the mean over the pattern is the number itself and slow gradients
 * show no bands.
 */
final class Dither {
  private static final int SIDE = 8;
  private static final int[][] THRESHOLDS = new int[SIDE][SIDE];

  static {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        THRESHOLDS[y][x] = (2 * rank(x, y) + 1) * Paint.LEVEL / (2 * SIDE * SIDE);
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
   * @param numbers of the row's columns
   * @param from the first column
   * @param to behind the last
   * @param y the row
   */
  static void row(int[] numbers, int from, int to, int y, Plane plane) {
    int[] thresholds = THRESHOLDS[y % SIDE];
    byte[] bytes = new byte[to - from];
    for (int x = from; x < to; x++) {
      bytes[x - from] = (byte) ((numbers[x] + thresholds[x & (SIDE - 1)]) >> Paint.BITS);
    }
    plane.data().put(plane.data().position() + y * plane.stride() + from, bytes);
  }
}
