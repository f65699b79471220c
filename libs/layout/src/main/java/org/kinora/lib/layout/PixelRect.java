package org.kinora.lib.layout;

/**
 * A rectangle of whole pixels.
 *
 * @param x of the left edge
 * @param y of the upper edge
 * @param width at least 0
 * @param height at least 0
 */
public record PixelRect(int x, int y, int width, int height) {
  /** The pixel behind the last column. */
  public int right() {
    return x + width;
  }

  /** The pixel behind the last row. */
  public int bottom() {
    return y + height;
  }

  /** Whether there is no pixel in it. */
  public boolean isEmpty() {
    return width <= 0 || height <= 0;
  }

  /** What lies in both; empty if nothing does. */
  public PixelRect and(PixelRect other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    return new PixelRect(
        left,
        top,
        Math.max(0, Math.min(right(), other.right()) - left),
        Math.max(0, Math.min(bottom(), other.bottom()) - top));
  }

  /** The smallest rectangle with even edges around this one. */
  public PixelRect evenOutwards() {
    int left = Math.floorDiv(x, 2) * 2;
    int top = Math.floorDiv(y, 2) * 2;
    return new PixelRect(
        left, top, -Math.floorDiv(-right(), 2) * 2 - left, -Math.floorDiv(-bottom(), 2) * 2 - top);
  }

  /** The same, unrounded. */
  public Rect exact() {
    return new Rect(x, y, width, height);
  }
}
