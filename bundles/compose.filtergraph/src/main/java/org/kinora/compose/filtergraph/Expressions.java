package org.kinora.compose.filtergraph;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.kinora.lib.layout.Rect;
import org.kinora.scene.Background;

/** Shapes and gradients in the language of FFmpeg's filter {@code geq}. */
final class Expressions {
  private Expressions() {}

  /** Text with numbers that FFmpeg reads. */
  static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /**
   * How much of the pixel X, Y a rounded rectangle covers, 0 to 1: by the distance of its middle
   * from the edge.
   */
  static String coverage(Rect rect, double cornerRadius) {
    double radius = Math.min(cornerRadius, Math.min(rect.width(), rect.height()) / 2);
    return text(
        "(st(0,abs(X+0.5-%f)-%f);st(1,abs(Y+0.5-%f)-%f);"
            + "clip(0.5+%f-hypot(max(ld(0),0),max(ld(1),0))-min(max(ld(0),ld(1)),0),0,1))",
        rect.x() + rect.width() / 2,
        rect.width() / 2 - radius,
        rect.y() + rect.height() / 2,
        rect.height() / 2 - radius,
        radius);
  }

  /** How far along a gradient the pixel X, Y lies. */
  static String position(Background background, int width, int height) {
    if (background instanceof Background.LinearGradient linear) {
      double angle = Math.toRadians(linear.angleDegrees());
      double diagonal = Math.hypot(width, height);
      return text(
          "0.5+(X+0.5-%f)*%.12f+(Y+0.5-%f)*%.12f",
          width / 2.0, Math.cos(angle) / diagonal, height / 2.0, Math.sin(angle) / diagonal);
    } else if (background instanceof Background.RadialGradient radial) {
      return text(
          "hypot(X+0.5-%f,Y+0.5-%f)/%f",
          radial.centerX() * width,
          radial.centerY() * height,
          radial.radius() * Math.min(width, height));
    } else if (background instanceof Background.ConicGradient conic) {
      return text(
          "mod(atan2(Y+0.5-%f,X+0.5-%f)/(2*PI)-%f+4,1)",
          conic.centerY() * height,
          conic.centerX() * width,
          conic.angleDegrees() / 360 - Math.floor(conic.angleDegrees() / 360));
    }
    throw new IllegalArgumentException("no gradient: " + background);
  }

  /** One component of a gradient's colours, 0 to 255, at a position. */
  static String colors(
      String position, List<Background.Stop> stops, ToDoubleFunction<Integer> component) {
    Background.Stop last = stops.get(stops.size() - 1);
    String after = text("%f", component.applyAsDouble(last.argb()));
    for (int i = stops.size() - 1; i > 0; i--) {
      Background.Stop from = stops.get(i - 1);
      Background.Stop to = stops.get(i);
      double first = component.applyAsDouble(from.argb());
      double length = Math.max(1e-9, to.position() - from.position());
      String ramp =
          text(
              "%f+%f*(ld(0)-%f)/%f",
              first, component.applyAsDouble(to.argb()) - first, from.position(), length);
      after = text("if(lte(ld(0),%f),%s,%s)", to.position(), ramp, after);
    }
    Background.Stop start = stops.get(0);
    return text(
        "0.5+(st(0,%s);if(lte(ld(0),%f),%f,%s))",
        position, start.position(), component.applyAsDouble(start.argb()), after);
  }

  /** Red, green or blue of a colour over black, 0 to 255. */
  static double overBlack(int argb, int shift) {
    return (argb >>> 24) / 255.0 * (argb >> shift & 0xFF);
  }

  /** Red, green and blue as FFmpeg writes a colour. */
  static String rgb(int argb) {
    return text("0x%06X", argb & 0xFFFFFF);
  }
}
