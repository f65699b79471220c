package org.kinora.scene;

import java.util.Objects;

/**
 * How the recorded pointer is drawn onto the video, with the picture's zoom.
 *
 * @param shape what it looks like
 * @param size its height in pixels of the output before any zoom, 4 to 400
 * @param highlight the radius of a disc behind it while a button is pressed, 0 to 400 pixels; 0 for
 *     none
 * @param highlightArgb the disc's colour
 * @param idleUs after so long without moving it fades; 0 for never
 */
public record Pointer(Shape shape, double size, double highlight, int highlightArgb, long idleUs) {
  /** What a pointer looks like. */
  public enum Shape {
    /** An arrow; its tip is the place. */
    ARROW,
    /** A hand; the tip of its finger is the place. */
    HAND,
    /** A ring around the place. */
    RING
  }

  /** Checks the lengths. */
  public Pointer {
    Objects.requireNonNull(shape);
    Checks.within("cursor size", size, 4, 400);
    Checks.within("cursor highlight", highlight, 0, 400);
    Checks.within("cursor idle time", (double) idleUs, 0, 3_600_000_000.0);
  }
}
