package org.kinora.lib.events;

/**
 * A place or a way, in pixels of the space that the recorder counted in; x to the right, y down.
 *
 * @param x finite
 * @param y finite
 */
public record Point(double x, double y) {
  /** Checks that both are finite; there is one zero. */
  public Point {
    x = Numbers.finite(x);
    y = Numbers.finite(y);
  }

  /** The sum of two ways, or where a way leads from a place. */
  public Point plus(Point other) {
    return new Point(x + other.x, y + other.y);
  }
}
