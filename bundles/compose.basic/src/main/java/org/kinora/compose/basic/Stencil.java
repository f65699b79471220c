package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * How much of each pixel something covers, in 256ths, through which colours and pictures are
 * blended onto a canvas. A pixel of chroma is covered as much as its four of luma together.
 */
final class Stencil {
  static final int WHOLE = 256;

  private static final int PLANES = 3;

  private final PixelRect place;
  private final short[] covered;

  /**
   * Wraps what is covered.
   *
   * @param place even
   * @param covered row after row
   */
  Stencil(PixelRect place, short[] covered) {
    this.place = place;
    this.covered = covered;
  }

  /**
   * Draws a shape.
   *
   * @param reach where it lies, with a pixel around it
   * @param canvas the pixels there are
   */
  static Stencil of(Outline outline, Rect reach, PixelRect canvas) {
    PixelRect place = reach.outwards().evenOutwards().and(canvas);
    short[] covered = new short[place.width() * place.height()];
    for (int y = 0; y < place.height(); y++) {
      for (int x = 0; x < place.width(); x++) {
        double distance = outline.distance(place.x() + x + 0.5, place.y() + y + 0.5);
        double part = Math.max(0, Math.min(1, 0.5 - distance));
        covered[y * place.width() + x] = (short) Math.round(WHOLE * part);
      }
    }
    return new Stencil(place, covered);
  }

  /** The pixels it may cover; even. */
  PixelRect place() {
    return place;
  }

  /** The part of it that lies within a shape. */
  Stencil within(RoundedRect shape) {
    if (shape.contains(place.exact())) {
      return this;
    }
    short[] clipped = covered.clone();
    for (int y = 0; y < place.height(); y++) {
      for (int x = 0; x < place.width(); x++) {
        int i = y * place.width() + x;
        if (clipped[i] != 0) {
          double part = shape.coverage(place.x() + x, place.y() + y, 1, 1);
          clipped[i] = (short) Math.round(clipped[i] * part);
        }
      }
    }
    return new Stencil(place, clipped);
  }

  /** Blends a colour {@code 0xAARRGGBB} onto a canvas. */
  void paint(int argb, double opacity, VideoFrame canvas) {
    Ycbcr color = Ycbcr.opaque(argb, canvas.color());
    int alpha = (int) Math.round(WHOLE * Ycbcr.alpha(argb) * opacity);
    for (int i = 0; i < PLANES && alpha > 0; i++) {
      int number = (int) Math.round(color.component(i));
      blend(i, alpha, canvas, (x, y) -> number);
    }
  }

  /** Blends a picture of the stencil's size onto a canvas. */
  void paint(VideoFrame picture, VideoFrame canvas) {
    for (int i = 0; i < PLANES; i++) {
      Plane plane = picture.planes().get(i);
      ByteBuffer data = plane.data();
      int start = data.position();
      blend(i, WHOLE, canvas, (x, y) -> data.get(start + y * plane.stride() + x) & 0xFF);
    }
  }

  /** What is blended, by place within the stencil. */
  @FunctionalInterface
  private interface Numbers {
    int at(int x, int y);
  }

  private void blend(int plane, int alpha, VideoFrame canvas, Numbers numbers) {
    int pixel = plane == 0 ? 1 : 2;
    Plane target = canvas.planes().get(plane);
    ByteBuffer data = target.data();
    int width = place.width() / pixel;
    byte[] row = new byte[width];
    for (int y = 0; y < place.height() / pixel; y++) {
      int at = data.position() + (place.y() / pixel + y) * target.stride() + place.x() / pixel;
      data.get(at, row);
      for (int x = 0; x < width; x++) {
        int share = alpha * (plane == 0 ? covered[y * width + x] : chroma(x, y));
        if (share != 0) {
          int under = row[x] & 0xFF;
          row[x] = (byte) (under + (((numbers.at(x, y) - under) * share + (1 << 15)) >> 16));
        }
      }
      data.put(at, row);
    }
  }

  private int chroma(int x, int y) {
    int i = 2 * y * place.width() + 2 * x;
    int below = i + place.width();
    return (covered[i] + covered[i + 1] + covered[below] + covered[below + 1] + 2) >> 2;
  }
}
