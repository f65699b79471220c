package org.kinora.media;

import java.util.List;

/**
 * What lies behind the video in a scene. Colours are {@code 0xAARRGGBB}, sRGB, alpha not multiplied
 * in.
 */
public sealed interface Background permits Background.Solid, Background.LinearGradient {
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
      stops = List.copyOf(stops);
      if (stops.size() < 2) {
        throw new IllegalArgumentException("a gradient needs two colours");
      }
      for (int i = 1; i < stops.size(); i++) {
        if (stops.get(i).position() < stops.get(i - 1).position()) {
          throw new IllegalArgumentException("gradient positions must rise");
        }
      }
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
      if (!(position >= 0 && position <= 1)) {
        throw new IllegalArgumentException(
            "gradient position " + position + " is not within 0 to 1");
      }
    }
  }
}
