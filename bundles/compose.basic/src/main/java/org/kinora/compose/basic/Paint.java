package org.kinora.compose.basic;

import java.io.IOException;
import java.util.Arrays;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.media.ColorInfo;
import org.kinora.scene.Background;
import org.kinora.spi.compose.ImageSource;

/** What a background is anywhere: numbers that are not yet rounded to 8 bits. */
@FunctionalInterface
interface Paint {
  /** Bits of a number behind the point, so that what changes slowly shows no bands. */
  int BITS = 8;

  /** What a level of 8 bits is. */
  int LEVEL = 1 << BITS;

  /**
   * Gives numbers along a row, each 0 to 255 times {@link #LEVEL}.
   *
   * @param plane 0, 1 or 2 for Y, Cb or Cr
   * @param x of the first, in pixels of the output
   * @param y of all, in pixels of the output
   * @param step from one to the next, in pixels of the output
   * @param out gets them
   * @param from where the first goes in {@code out}
   * @param to behind the last
   */
  void row(int plane, double x, double y, double step, int[] out, int from, int to);

  /** Prepares a background in a colour; an image is read now. */
  static Paint of(Background background, SceneLayout layout, ColorInfo color, ImageSource images)
      throws IOException {
    int width = layout.width();
    int height = layout.height();
    if (background instanceof Background.LinearGradient linear) {
      return Gradient.of(linear, color, width, height);
    } else if (background instanceof Background.RadialGradient radial) {
      return Gradient.of(radial, color, width, height);
    } else if (background instanceof Background.ConicGradient conic) {
      return Gradient.of(conic, color, width, height);
    } else if (background instanceof Background.Image image) {
      return ImagePaint.of(image, images, layout, color);
    }
    return solid(((Background.Solid) background).argb(), color);
  }

  /** One colour everywhere, as near as 8 bits come to it. */
  static Paint solid(int argb, ColorInfo color) {
    Ycbcr numbers = Ycbcr.of(argb, color);
    return (plane, x, y, step, out, from, to) ->
        Arrays.fill(out, from, to, LEVEL * (int) Math.rint(numbers.component(plane)));
  }
}
