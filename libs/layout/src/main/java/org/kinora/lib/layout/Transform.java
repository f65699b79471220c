package org.kinora.lib.layout;

/**
 * An enlargement and a move: a point p of the output is drawn at {@code scale · p + (x, y)}.
 *
 * @param scale above 0
 * @param x in pixels to the right
 * @param y in pixels down
 */
public record Transform(double scale, double x, double y) {
  /** Leaves everything where it is. */
  public static final Transform IDENTITY = new Transform(1, 0, 0);

  /** Where a rectangle is drawn. */
  public Rect of(Rect rect) {
    return new Rect(
        scale * rect.x() + x, scale * rect.y() + y, scale * rect.width(), scale * rect.height());
  }

  /** Where a column is drawn. */
  public double ofX(double from) {
    return scale * from + x;
  }

  /** Where a row is drawn. */
  public double ofY(double from) {
    return scale * from + y;
  }

  /** Whether everything stays where it is. */
  public boolean isIdentity() {
    return equals(IDENTITY);
  }
}
