package org.kinora.compose.basic;

import org.kinora.lib.scale.LumaWeights;
import org.kinora.media.ColorInfo;

/**
 * Y′, Cb and Cr of 8 bits in the limited range, unrounded, as Rec. ITU-R BT.709-6 §3.2 to §3.4 and
 * BT.601-7 §2.5 define them. sRGB's numbers are taken as they are, as encoders and players do.
 *
 * @param y 16 to 235
 * @param cb 16 to 240
 * @param cr 16 to 240
 */
record Ycbcr(double y, double cb, double cr) {
  static final Ycbcr BLACK = new Ycbcr(16, 128, 128);

  /**
   * A colour {@code 0xAARRGGBB}; what shines through is black.
   *
   * @param color whose matrix the numbers are for
   */
  static Ycbcr of(int argb, ColorInfo color) {
    LumaWeights weights = LumaWeights.of(color.matrix());
    double alpha = alpha(argb);
    double red = alpha * (argb >> 16 & 0xFF) / 255.0;
    double green = alpha * (argb >> 8 & 0xFF) / 255.0;
    double blue = alpha * (argb & 0xFF) / 255.0;
    double luma = weights.red() * red + weights.green() * green + weights.blue() * blue;
    return new Ycbcr(
        16 + 219 * luma,
        128 + 224 * (blue - luma) / (2 * (1 - weights.blue())),
        128 + 224 * (red - luma) / (2 * (1 - weights.red())));
  }

  /** The same without its alpha. */
  static Ycbcr opaque(int argb, ColorInfo color) {
    return of(argb | 0xFF000000, color);
  }

  /** How opaque {@code 0xAARRGGBB} is, 0 to 1. */
  static double alpha(int argb) {
    return (argb >>> 24) / 255.0;
  }

  /** The number in plane 0, 1 or 2. */
  double component(int plane) {
    return switch (plane) {
      case 0 -> y;
      case 1 -> cb;
      default -> cr;
    };
  }
}
