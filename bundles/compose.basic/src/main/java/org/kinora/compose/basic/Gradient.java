package org.kinora.compose.basic;

import java.util.List;
import org.kinora.media.ColorInfo;
import org.kinora.scene.Background;

/** Colours that change with a part, 0 to 1, that each place has. */
final class Gradient implements Paint {
  private static final int ENTRIES = 1 << 13;
  private static final double FULL_TURN = 2 * Math.PI;

  /** How far along the colours a place is; below 0 and above 1 are their ends. */
  @FunctionalInterface
  private interface Part {
    double at(double x, double y);
  }

  private final Part part;

  /** The numbers of each plane at even parts. */
  private final int[][] numbers = new int[3][ENTRIES + 1];

  private Gradient(List<Background.Stop> stops, ColorInfo color, Part part) {
    this.part = part;
    for (int plane = 0; plane < numbers.length; plane++) {
      for (int i = 0; i <= ENTRIES; i++) {
        double number = number(stops, color, plane, (double) i / ENTRIES);
        numbers[plane][i] = (int) Math.round(LEVEL * number);
      }
    }
  }

  private static double number(
      List<Background.Stop> stops, ColorInfo color, int plane, double part) {
    Background.Stop before = stops.get(0);
    for (Background.Stop stop : stops) {
      if (part <= stop.position()) {
        double from = Ycbcr.of(before.argb(), color).component(plane);
        double to = Ycbcr.of(stop.argb(), color).component(plane);
        double length = stop.position() - before.position();
        return length > 0 ? from + (to - from) * (part - before.position()) / length : to;
      }
      before = stop;
    }
    return Ycbcr.of(before.argb(), color).component(plane);
  }

  static Paint of(Background.LinearGradient gradient, ColorInfo color, int width, int height) {
    double angle = Math.toRadians(gradient.angleDegrees());
    double diagonal = Math.hypot(width, height);
    double across = Math.cos(angle) / diagonal;
    double down = Math.sin(angle) / diagonal;
    double origin = 0.5 - width / 2.0 * across - height / 2.0 * down;
    return new Gradient(gradient.stops(), color, (x, y) -> origin + x * across + y * down);
  }

  static Paint of(Background.RadialGradient gradient, ColorInfo color, int width, int height) {
    double centerX = gradient.centerX() * width;
    double centerY = gradient.centerY() * height;
    double perPixel = 1 / (gradient.radius() * Math.min(width, height));
    return new Gradient(
        gradient.stops(),
        color,
        (x, y) ->
            perPixel * Math.sqrt((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY)));
  }

  static Paint of(Background.ConicGradient gradient, ColorInfo color, int width, int height) {
    double centerX = gradient.centerX() * width;
    double centerY = gradient.centerY() * height;
    double start = Math.toRadians(gradient.angleDegrees()) / FULL_TURN;
    return new Gradient(
        gradient.stops(),
        color,
        (x, y) -> {
          double turns = Math.atan2(y - centerY, x - centerX) / FULL_TURN - start;
          return turns - Math.floor(turns);
        });
  }

  @Override
  public void row(int plane, double x, double y, double step, int[] out, int from, int to) {
    int[] table = numbers[plane];
    for (int i = from; i < to; i++) {
      int entry = (int) (part.at(x + (i - from) * step, y) * ENTRIES + 0.5);
      out[i] = table[Math.max(0, Math.min(ENTRIES, entry))];
    }
  }
}
