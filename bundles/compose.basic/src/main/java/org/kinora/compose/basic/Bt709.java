package org.kinora.compose.basic;

/**
 * Y′, Cb and Cr of 8 bits in the limited range, unrounded, as Rec. ITU-R BT.709-6 §3.2 to §3.4
 * defines them. sRGB has the same primaries; its numbers are taken as they are, as encoders and
 * players do.
 *
 * @param y 16 to 235
 * @param cb 16 to 240
 * @param cr 16 to 240
 */
record Bt709(double y, double cb, double cr) {
  static final Bt709 BLACK = new Bt709(16, 128, 128);

  /** A colour {@code 0xAARRGGBB}; what shines through is black. */
  static Bt709 of(int argb) {
    double alpha = alpha(argb);
    double red = alpha * (argb >> 16 & 0xFF) / 255.0;
    double green = alpha * (argb >> 8 & 0xFF) / 255.0;
    double blue = alpha * (argb & 0xFF) / 255.0;
    double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return new Bt709(
        16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748);
  }

  /** The same without its alpha. */
  static Bt709 opaque(int argb) {
    return of(argb | 0xFF000000);
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
