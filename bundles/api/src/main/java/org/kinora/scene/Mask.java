package org.kinora.scene;

import java.util.Objects;

/**
 * A rectangle of the recorded picture that is made unreadable, before it is scaled.
 *
 * @param startUs from when
 * @param endUs until when
 * @param kind how
 * @param x left edge, 0 to 1 of the recorded picture, crop or not
 * @param y upper edge, 0 to 1
 * @param width above 0 to 1
 * @param height above 0 to 1
 * @param strength the side of a block of {@link Kind#PIXELATE}, or the standard deviation of {@link
 *     Kind#BLUR}, in pixels of the recorded picture, 1 to 200
 */
public record Mask(
    long startUs,
    long endUs,
    Kind kind,
    double x,
    double y,
    double width,
    double height,
    double strength) {
  /** How a mask hides. */
  public enum Kind {
    /** A Gaussian blur. */
    BLUR,
    /** Blocks of one colour. */
    PIXELATE,
    /** Black. */
    COVER
  }

  /** Checks the ranges. */
  public Mask {
    Checks.interval("mask", startUs, endUs);
    Objects.requireNonNull(kind);
    Checks.within("mask x", x, 0, 1);
    Checks.within("mask y", y, 0, 1);
    Checks.within("mask width", width, 0.0001, 1);
    Checks.within("mask height", height, 0.0001, 1);
    Checks.within("mask strength", strength, 1, 200);
  }

  /** Whether it hides anything at a time. */
  public boolean isAt(long timeUs) {
    return timeUs >= startUs && timeUs < endUs;
  }
}
