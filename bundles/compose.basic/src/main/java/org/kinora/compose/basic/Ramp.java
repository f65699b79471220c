package org.kinora.compose.basic;

import java.util.List;
import org.kinora.media.Background;

/** One component of a linear gradient over one plane. */
final class Ramp {
  private final double[] positions;
  private final double[] numbers;

  /** How far along the gradient the middle of the upper left pixel is. */
  private final double origin;

  /** How far it is from one pixel to the next, across and down. */
  private final double across;

  private final double down;

  /**
   * Prepares a ramp.
   *
   * @param plane 0, 1 or 2 for Y, Cb or Cr
   * @param width pixels across in that plane
   * @param height rows in that plane
   */
  Ramp(Background.LinearGradient gradient, int plane, int width, int height) {
    List<Background.Stop> stops = gradient.stops();
    positions = stops.stream().mapToDouble(Background.Stop::position).toArray();
    numbers = stops.stream().mapToDouble(s -> Bt709.of(s.argb()).component(plane)).toArray();
    double angle = Math.toRadians(gradient.angleDegrees());
    double diagonal = Math.hypot(width, height);
    across = Math.cos(angle) / diagonal;
    down = Math.sin(angle) / diagonal;
    origin = 0.5 - (width - 1) / 2.0 * across - (height - 1) / 2.0 * down;
  }

  /** The exact number at a pixel. */
  double at(int x, int y) {
    double part = origin + x * across + y * down;
    if (part <= positions[0]) {
      return numbers[0];
    }
    for (int next = 1; next < positions.length; next++) {
      double before = positions[next - 1];
      if (part <= positions[next]) {
        double share = (part - before) / (positions[next] - before);
        return numbers[next - 1] + (numbers[next] - numbers[next - 1]) * share;
      }
    }
    return numbers[numbers.length - 1];
  }
}
