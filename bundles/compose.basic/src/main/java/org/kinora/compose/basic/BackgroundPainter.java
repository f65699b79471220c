package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import org.kinora.media.Background;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/** Paints backgrounds, once for each session. */
final class BackgroundPainter {
  private BackgroundPainter() {}

  /** Fills a picture of three 8-bit planes, BT.709, limited range. */
  static void paint(Background background, VideoFrame canvas) {
    PixelLayout layout = canvas.layout();
    for (int i = 0; i < layout.planes(); i++) {
      Plane plane = canvas.planes().get(i);
      int width = layout.planeWidth(i, canvas.width());
      int height = layout.planeHeight(i, canvas.height());
      if (background instanceof Background.Solid solid) {
        byte number = (byte) Math.round(Bt709.of(solid.argb()).component(i));
        fill(plane, width, height, (x, y) -> number);
      } else if (background instanceof Background.LinearGradient gradient) {
        Ramp ramp = new Ramp(gradient, i, width, height);
        fill(plane, width, height, (x, y) -> dithered(ramp.at(x, y), x, y));
      }
    }
  }

  /** The number at a place of a plane. */
  @FunctionalInterface
  private interface Shade {
    byte at(int x, int y);
  }

  private static void fill(Plane plane, int width, int height, Shade shade) {
    ByteBuffer data = plane.data();
    for (int y = 0; y < height; y++) {
      int row = data.position() + y * plane.stride();
      for (int x = 0; x < width; x++) {
        data.put(row + x, shade.at(x, y));
      }
    }
  }

  /**
   * Rounds up or down by the place in an 8 × 8 ordered-dither pattern, so that the mean over the
   * pattern is the exact number and slow gradients show no bands.
   */
  private static byte dithered(double number, int x, int y) {
    int rank = 0;
    for (int bit = 0; bit < 3; bit++) {
      int column = x >> bit & 1;
      int row = y >> bit & 1;
      rank = rank << 2 | (column ^ row) << 1 | row;
    }
    return (byte) Math.floor(number + (rank + 0.5) / 64);
  }
}
