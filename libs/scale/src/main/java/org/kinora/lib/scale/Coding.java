package org.kinora.lib.scale;

import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;

/**
 * Size and meaning of a picture's numbers, with FFmpeg's own defaults for what the picture leaves
 * open.
 *
 * @param layout how the pixels lie
 * @param width in pixels
 * @param height in pixels
 * @param isFullRange whether all numbers are used
 * @param matrix H.273 table 4; one number for matrices with the same coefficients
 */
record Coding(PixelLayout layout, int width, int height, boolean isFullRange, int matrix) {
  private static final int BT601 = 5;
  private static final int BT2020 = 9;
  private static final int BT2020_CONSTANT_LUMINANCE = 10;

  /** A picture's coding: open is limited range, for grey and RGB full range, and BT.601. */
  static Coding of(VideoFrame frame) {
    ColorInfo.Range range = frame.color().range();
    boolean isFullRange =
        switch (frame.layout()) {
          case RGBA -> true;
          case GRAY -> range != ColorInfo.Range.LIMITED;
          default -> range == ColorInfo.Range.FULL;
        };
    return new Coding(
        frame.layout(), frame.width(), frame.height(), isFullRange, matrix(frame.color().matrix()));
  }

  private static int matrix(int h273) {
    return switch (h273) {
      case 1, 4, 7, BT2020 -> h273;
      case BT2020_CONSTANT_LUMINANCE -> BT2020;
      default -> BT601;
    };
  }

  /** The same with the other's matrix if it has no chroma planes, and so no matrix of its own. */
  Coding beside(Coding other) {
    return layout.planes() == 1 ? withMatrix(other.matrix) : this;
  }

  /** Whether its numbers mean the same, whatever the sizes. */
  boolean isLike(Coding other) {
    return layout == other.layout && isFullRange == other.isFullRange && matrix == other.matrix;
  }

  Coding withMatrix(int other) {
    return new Coding(layout, width, height, isFullRange, other);
  }
}
