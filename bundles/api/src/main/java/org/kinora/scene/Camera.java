package org.kinora.scene;

import java.util.Objects;

/**
 * Where the camera's picture goes: the track named {@code camera}, else the recording's second
 * video track. It covers its place without distortion; what is too much is cut off.
 *
 * @param anchor the corner, edge or middle of the output it lies at
 * @param margin distance from the output's edges in pixels, 0 to 8,192
 * @param size its height as a part of the output's, above 0 to 1
 * @param shape its outline
 * @param cornerRadius in pixels, of {@link Shape#RECTANGLE} and {@link Shape#SQUARE}
 * @param mirrored whether left and right are exchanged
 */
public record Camera(
    Anchor anchor, int margin, double size, Shape shape, double cornerRadius, boolean mirrored) {
  /** Outlines. */
  public enum Shape {
    /** As wide as the camera's picture is. */
    RECTANGLE,
    /** As wide as high. */
    SQUARE,
    /** A disc. */
    CIRCLE
  }

  /** Checks the lengths. */
  public Camera {
    Objects.requireNonNull(anchor);
    Checks.within("camera margin", margin, 0, 8192);
    Checks.within("camera size", size, 0.01, 1);
    Objects.requireNonNull(shape);
    Checks.within("camera corner radius", cornerRadius, 0, 8192);
  }
}
