package org.kinora.compose.basic;

/** A shape, as the distance of each place from its edge. */
@FunctionalInterface
interface Outline {
  /** How far a place is from the edge, in pixels; negative within. */
  double distance(double x, double y);

  /** A disc. */
  static Outline disc(double centerX, double centerY, double radius) {
    return (x, y) -> Math.hypot(x - centerX, y - centerY) - radius;
  }

  /** A rectangle with rounded corners. */
  static Outline box(double left, double top, double width, double height, double radius) {
    double corner = Math.max(0, Math.min(radius, Math.min(width, height) / 2));
    double innerX = width / 2 - corner;
    double innerY = height / 2 - corner;
    double centerX = left + width / 2;
    double centerY = top + height / 2;
    return (x, y) -> {
      double beyondX = Math.abs(x - centerX) - innerX;
      double beyondY = Math.abs(y - centerY) - innerY;
      return Math.hypot(Math.max(beyondX, 0), Math.max(beyondY, 0))
          + Math.min(Math.max(beyondX, beyondY), 0)
          - corner;
    };
  }

  /**
   * A polygon.
   *
   * @param corners x and y in turn
   */
  static Outline polygon(double... corners) {
    return (x, y) -> {
      double nearest = Double.MAX_VALUE;
      boolean isWithin = false;
      for (int i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
        double edgeX = corners[j] - corners[i];
        double edgeY = corners[j + 1] - corners[i + 1];
        double toX = x - corners[i];
        double toY = y - corners[i + 1];
        double along = (toX * edgeX + toY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
        double clamped = Math.max(0, Math.min(1, along));
        nearest = Math.min(nearest, Math.hypot(toX - clamped * edgeX, toY - clamped * edgeY));
        boolean crosses = corners[i + 1] > y != corners[j + 1] > y;
        isWithin ^= crosses && toX < edgeX * toY / edgeY;
      }
      return isWithin ? -nearest : nearest;
    };
  }

  /** Both together. */
  default Outline and(Outline other) {
    return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
  }

  /** Larger on all sides. */
  default Outline grown(double by) {
    return (x, y) -> distance(x, y) - by;
  }

  /** A line along the edge. */
  default Outline line(double width) {
    return (x, y) -> Math.abs(distance(x, y)) - width / 2;
  }

  /** Enlarged around 0, 0, then moved. */
  default Outline placed(double scale, double toX, double toY) {
    return (x, y) -> scale * distance((x - toX) / scale, (y - toY) / scale);
  }
}
