package org.kinora.lib.layout;

/**
 * A rectangle whose corners are quarters of a circle; with a radius of half its side a disc. Says
 * exactly how much of a pixel it covers.
 */
public final class RoundedRect {
  private static final double ROUNDING = 1e-9;

  private final double centerX;
  private final double centerY;
  private final double halfWidth;
  private final double halfHeight;
  private final double radius;

  /**
   * A rectangle with this radius.
   *
   * @param radius in pixels; at most half the shorter side is used
   */
  public RoundedRect(Rect rect, double radius) {
    halfWidth = rect.width() / 2;
    halfHeight = rect.height() / 2;
    centerX = rect.x() + halfWidth;
    centerY = rect.y() + halfHeight;
    this.radius = Math.max(0, Math.min(radius, Math.min(halfWidth, halfHeight)));
  }

  /** The column through its middle. */
  public double centerX() {
    return centerX;
  }

  /** The row through its middle. */
  public double centerY() {
    return centerY;
  }

  /** Half its height. */
  public double halfHeight() {
    return halfHeight;
  }

  /** The radius of its corners. */
  public double radius() {
    return radius;
  }

  /** The rectangle without its corners. */
  public Rect bounds() {
    return new Rect(centerX - halfWidth, centerY - halfHeight, 2 * halfWidth, 2 * halfHeight);
  }

  /** How far it reaches to either side of its middle at this height; negative where it is not. */
  private double reach(double y) {
    double distance = Math.abs(y - centerY);
    double intoCorner = distance - (halfHeight - radius);
    if (distance > halfHeight) {
      return -1;
    }
    return intoCorner <= 0
        ? halfWidth
        : halfWidth - radius + Math.sqrt(radius * radius - intoCorner * intoCorner);
  }

  /**
   * Columns beside each other.
   *
   * @param from the first
   * @param to the one behind the last; {@code from} if there are none
   */
  public record Columns(int from, int to) {
    /** Those of them from {@code first} on that lie before {@code end}. */
    public Columns within(int first, int end) {
      int start = Math.max(first, Math.min(end, from));
      return new Columns(start, Math.max(start, Math.min(end, to)));
    }
  }

  /**
   * The columns of a row of square pixels that it covers wholly.
   *
   * @param row the row, counted from 0
   * @param pixel a pixel's side
   */
  public Columns wholeColumns(int row, int pixel) {
    double top = (double) row * pixel;
    double reach = Math.min(reach(top), reach(top + pixel));
    int from = (int) Math.ceil((centerX - reach) / pixel - ROUNDING);
    int to = (int) Math.floor((centerX + reach) / pixel + ROUNDING);
    return new Columns(from, reach < 0 ? from : Math.max(from, to));
  }

  /** The columns of a row of square pixels that it touches; see {@link #wholeColumns}. */
  public Columns touchedColumns(int row, int pixel) {
    double top = (double) row * pixel;
    double reach = reach(Math.max(top, Math.min(top + pixel, centerY)));
    int from = (int) Math.floor((centerX - reach) / pixel + ROUNDING);
    int to = (int) Math.ceil((centerX + reach) / pixel - ROUNDING);
    return new Columns(from, reach < 0 ? from : Math.max(from, to));
  }

  /** Whether all of a rectangle lies in it. */
  public boolean contains(Rect rect) {
    double least = Math.min(reach(rect.y()), reach(rect.bottom()));
    return least >= 0 && centerX - least <= rect.x() && centerX + least >= rect.right();
  }

  /** Which part of a rectangle it covers, 0 to 1. */
  public double coverage(double left, double top, double width, double height) {
    double x0 = left - centerX;
    double y0 = top - centerY;
    double x1 = x0 + width;
    double y1 = y0 + height;
    double area = area(x1, y1) - area(x0, y1) - area(x1, y0) + area(x0, y0);
    return Math.max(0, Math.min(1, area / (width * height)));
  }

  /** The area between the middle and a point, negative where one of both lies before the middle. */
  private double area(double x, double y) {
    double across = Math.min(Math.abs(x), halfWidth);
    double down = Math.min(Math.abs(y), halfHeight);
    double cornerX = across - (halfWidth - radius);
    double cornerY = down - (halfHeight - radius);
    double area = across * down;
    if (cornerX > 0 && cornerY > 0 && cornerX * cornerX + cornerY * cornerY > radius * radius) {
      area -= cornerX * cornerY - quarter(cornerX, cornerY);
    }
    return Math.signum(x) * Math.signum(y) * area;
  }

  /**
   * The area of a quarter disc within a rectangle that reaches beyond its arc: two triangles and
   * the sector between the places where the arc meets the sides.
   */
  private double quarter(double x, double y) {
    double across = chord(y);
    double down = chord(x);
    double square = radius * radius;
    double sector = Math.asin(Math.min(1, (x * y - across * down) / square));
    return (y * across + x * down + square * sector) / 2;
  }

  private double chord(double along) {
    return Math.sqrt(Math.max(0, radius * radius - along * along));
  }
}
