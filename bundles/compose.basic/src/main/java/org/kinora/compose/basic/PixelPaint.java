package org.kinora.compose.basic;

import java.util.ArrayList;
import java.util.List;

/** A background known at the middle of each pixel of the output; between them it is linear. */
final class PixelPaint implements Paint {
  private static final int PLANES = 3;

  private final int width;
  private final int height;
  private final List<short[]> planes = new ArrayList<>();

  /**
   * Makes a background whose numbers are all 0.
   *
   * @param width of the output in pixels, even
   * @param height of the output in pixels, even
   */
  PixelPaint(int width, int height) {
    this.width = width;
    this.height = height;
    for (int plane = 0; plane < PLANES; plane++) {
      planes.add(new short[columns(plane) * rows(plane)]);
    }
  }

  /** Asks another for the numbers of all pixels. */
  static PixelPaint of(Paint paint, int width, int height) {
    if (paint instanceof PixelPaint known) {
      return known;
    }
    PixelPaint made = new PixelPaint(width, height);
    int[] row = new int[width];
    for (int plane = 0; plane < PLANES; plane++) {
      int pixel = pixel(plane);
      for (int y = 0; y < made.rows(plane); y++) {
        paint.row(plane, 0.5 * pixel, (y + 0.5) * pixel, pixel, row, 0, made.columns(plane));
        made.put(plane, y, row, 0);
      }
    }
    return made;
  }

  /** Takes a plane's row of numbers, which begins at a place of the array. */
  void put(int plane, int y, int[] numbers, int at) {
    short[] parts = planes.get(plane);
    int columns = columns(plane);
    for (int x = 0; x < columns; x++) {
      parts[y * columns + x] = (short) numbers[at + x];
    }
  }

  @Override
  public void row(int plane, double x, double y, double step, int[] out, int from, int to) {
    int pixel = pixel(plane);
    double column = x / pixel - 0.5;
    double row = Math.max(0, Math.min(rows(plane) - 1, y / pixel - 0.5));
    if (step == pixel && column == Math.rint(column) && row == Math.rint(row)) {
      pixels(plane, (int) column, (int) row, out, from, to);
    } else {
      between(plane, column, row, step / pixel, out, from, to);
    }
  }

  private void pixels(int plane, int column, int row, int[] out, int from, int to) {
    short[] parts = planes.get(plane);
    int at = row * columns(plane) + column - from;
    for (int i = from; i < to; i++) {
      out[i] = number(parts, at + i);
    }
  }

  private void between(
      int plane, double column, double row, double step, int[] out, int from, int to) {
    short[] parts = planes.get(plane);
    int columns = columns(plane);
    int upper = ((int) row) * columns;
    int lower = Math.min(upper + columns, parts.length - columns);
    float down = (float) (row - (int) row);
    float up = 1 - down;
    for (int i = from; i < to; i++) {
      double place = Math.max(0, Math.min(columns - 1, column + (i - from) * step));
      int left = (int) place;
      int right = Math.min(left + 1, columns - 1);
      float part = (float) (place - left);
      float atLeft = up * number(parts, upper + left) + down * number(parts, lower + left);
      float atRight = up * number(parts, upper + right) + down * number(parts, lower + right);
      out[i] = (int) (atLeft + part * (atRight - atLeft) + 0.5f);
    }
  }

  private static int number(short[] parts, int at) {
    return parts[at] & 0xFFFF;
  }

  private int columns(int plane) {
    return width / pixel(plane);
  }

  private int rows(int plane) {
    return height / pixel(plane);
  }

  private static int pixel(int plane) {
    return plane == 0 ? 1 : 2;
  }
}
