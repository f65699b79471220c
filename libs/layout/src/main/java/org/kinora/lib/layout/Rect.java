package org.kinora.lib.layout;

/**
 * A rectangle, unrounded. Edges count from the left and upper edge of the first pixel, so the
 * middle of that pixel is at 0.5.
 *
 * @param x of the left edge
 * @param y of the upper edge
 * @param width at least 0
 * @param height at least 0
 */
public record Rect(double x, double y, double width, double height) {
  /** The right edge. */
  public double right() {
    return x + width;
  }

  /** The lower edge. */
  public double bottom() {
    return y + height;
  }

  /** This rectangle elsewhere. */
  public Rect moved(double byX, double byY) {
    return new Rect(x + byX, y + byY, width, height);
  }

  /** The pixels that it touches. */
  public PixelRect outwards() {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    return new PixelRect(
        left, top, (int) Math.ceil(right()) - left, (int) Math.ceil(bottom()) - top);
  }
}
