package org.kinora.compose.basic;

import org.kinora.lib.layout.PixelRect;

/** Drawn letters, without the empty columns to their left and right. */
final class Letters {
  private final byte[] white;
  private final int stride;
  private final int height;
  private final int left;
  private final int right;

  /**
   * Finds the letters.
   *
   * @param white how white each pixel is, row after row
   * @param stride pixels in a row
   * @param height rows
   */
  Letters(byte[] white, int stride, int height) {
    this.white = white;
    this.stride = stride;
    this.height = height;
    int first = stride;
    int end = 0;
    for (int i = 0; i < white.length; i++) {
      if (white[i] != 0) {
        first = Math.min(first, i % stride);
        end = Math.max(end, i % stride + 1);
      }
    }
    left = Math.min(first, end);
    right = end;
  }

  /** From the first column with something on it to the last. */
  int width() {
    return right - left;
  }

  /** All rows, empty ones too. */
  int height() {
    return height;
  }

  /** The letters with their upper left corner at a place, as far as the canvas reaches. */
  Stencil stencil(int x, int y, PixelRect canvas) {
    PixelRect place = new PixelRect(x, y, width(), height).evenOutwards().and(canvas);
    short[] covered = new short[place.width() * place.height()];
    for (int row = 0; row < place.height(); row++) {
      for (int column = 0; column < place.width(); column++) {
        int fromX = place.x() + column - x;
        int fromY = place.y() + row - y;
        if (fromX >= 0 && fromX < width() && fromY >= 0 && fromY < height) {
          int part = white[fromY * stride + left + fromX] & 0xFF;
          // 255 is all of it
          covered[row * place.width() + column] = (short) (part + (part >> 7));
        }
      }
    }
    return new Stencil(place, covered);
  }
}
