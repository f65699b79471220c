package org.kinora.scene;

import java.util.List;
import java.util.Objects;

/**
 * What lies behind the video. Colours are {@code 0xAARRGGBB}, sRGB, alpha not multiplied in; what
 * shines through is black.
 */
public sealed interface Background
    permits Background.Solid,
        Background.LinearGradient,
        Background.RadialGradient,
        Background.ConicGradient,
        Background.Image {
  /**
   * One colour.
   *
   * @param argb the colour
   */
  record Solid(int argb) implements Background {}

  /**
   * Colours along a line through the centre, half the output's diagonal to either side.
   *
   * @param angleDegrees 0 runs left to right, clockwise
   * @param stops at least two, positions rising
   */
  record LinearGradient(double angleDegrees, List<Stop> stops) implements Background {
    /** Copies and checks the stops. */
    public LinearGradient {
      stops = checked(stops);
      Checks.finite("gradient angle", angleDegrees);
    }
  }

  /**
   * Colours outwards from a point.
   *
   * @param centerX 0 (left) to 1, of the output's width
   * @param centerY 0 (top) to 1, of the output's height
   * @param radius where position 1 lies, as a part of the output's shorter side; above 0 to 4
   * @param stops at least two, positions rising
   */
  record RadialGradient(double centerX, double centerY, double radius, List<Stop> stops)
      implements Background {
    /** Copies and checks. */
    public RadialGradient {
      stops = checked(stops);
      Checks.within("gradient centerX", centerX, 0, 1);
      Checks.within("gradient centerY", centerY, 0, 1);
      Checks.within("gradient radius", radius, 0.001, 4);
    }
  }

  /**
   * Colours around a point.
   *
   * @param centerX 0 (left) to 1, of the output's width
   * @param centerY 0 (top) to 1, of the output's height
   * @param angleDegrees where position 0 lies: 0 to the right, clockwise
   * @param stops at least two, positions rising
   */
  record ConicGradient(double centerX, double centerY, double angleDegrees, List<Stop> stops)
      implements Background {
    /** Copies and checks. */
    public ConicGradient {
      stops = checked(stops);
      Checks.within("gradient centerX", centerX, 0, 1);
      Checks.within("gradient centerY", centerY, 0, 1);
      Checks.finite("gradient angle", angleDegrees);
    }
  }

  /**
   * A picture, over black.
   *
   * @param path the image file; relative to the recording's directory, or absolute
   * @param fit how it fills the output
   * @param anchor which part of it stays where it does not fit, or where it lies where it is
   *     smaller
   * @param opacity 0 to 1
   * @param blur standard deviation of a Gaussian in output pixels, 0 to 200
   * @param scale enlarges it after fitting, 0.1 to 3
   * @param offsetX moves it, −1 to 1 of the output's width
   * @param offsetY moves it, −1 to 1 of the output's height
   */
  record Image(
      String path,
      Fit fit,
      Anchor anchor,
      double opacity,
      double blur,
      double scale,
      double offsetX,
      double offsetY)
      implements Background {
    /** How an image fills the output. */
    public enum Fit {
      /** Fills it without distortion; what is too much is cut off. */
      COVER,
      /** Lies within it without distortion. */
      CONTAIN,
      /** Fills it, distorted where the shapes differ. */
      FILL
    }

    /** Checks the ranges. */
    public Image {
      Objects.requireNonNull(path);
      Objects.requireNonNull(fit);
      Objects.requireNonNull(anchor);
      Checks.within("image opacity", opacity, 0, 1);
      Checks.within("image blur", blur, 0, 200);
      Checks.within("image scale", scale, 0.1, 3);
      Checks.within("image offsetX", offsetX, -1, 1);
      Checks.within("image offsetY", offsetY, -1, 1);
    }
  }

  /**
   * One colour of a gradient.
   *
   * @param position 0 to 1
   * @param argb the colour
   */
  record Stop(double position, int argb) {
    /** Checks the position. */
    public Stop {
      Checks.within("gradient position", position, 0, 1);
    }
  }

  private static List<Stop> checked(List<Stop> stops) {
    List<Stop> copy = List.copyOf(stops);
    if (copy.size() < 2) {
      throw new IllegalArgumentException("a gradient needs two colours");
    }
    for (int i = 1; i < copy.size(); i++) {
      if (copy.get(i).position() < copy.get(i - 1).position()) {
        throw new IllegalArgumentException("gradient positions must rise");
      }
    }
    return copy;
  }
}
