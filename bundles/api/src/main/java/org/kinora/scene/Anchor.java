package org.kinora.scene;

/** A place in a rectangle. */
public enum Anchor {
  /** The middle. */
  CENTER(0.5, 0.5),
  /** The middle of the upper edge. */
  TOP(0.5, 0),
  /** The middle of the lower edge. */
  BOTTOM(0.5, 1),
  /** The middle of the left edge. */
  LEFT(0, 0.5),
  /** The middle of the right edge. */
  RIGHT(1, 0.5),
  /** The upper left corner. */
  TOP_LEFT(0, 0),
  /** The upper right corner. */
  TOP_RIGHT(1, 0),
  /** The lower left corner. */
  BOTTOM_LEFT(0, 1),
  /** The lower right corner. */
  BOTTOM_RIGHT(1, 1);

  private final double x;
  private final double y;

  Anchor(double x, double y) {
    this.x = x;
    this.y = y;
  }

  /** 0 (left) to 1. */
  public double x() {
    return x;
  }

  /** 0 (top) to 1. */
  public double y() {
    return y;
  }
}
