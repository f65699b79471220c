package org.kinora.media;

import java.util.Objects;

/**
 * How a composed picture looks: the video, scaled to fit without distortion, in the middle of a
 * background.
 *
 * @param width output width in pixels, even, 16 to 16,384
 * @param height output height in pixels, even, 16 to 16,384
 * @param background what lies behind the video
 * @param padding least distance in pixels from the video to each edge of the output
 * @param cornerRadius radius of the video's corners in pixels
 */
public record Scene(int width, int height, Background background, int padding, int cornerRadius) {
  /** Checks the sizes. */
  public Scene {
    Objects.requireNonNull(background);
    if (width < 16
        || height < 16
        || width > 16_384
        || height > 16_384
        || width % 2 != 0
        || height % 2 != 0) {
      throw new IllegalArgumentException(
          "output of " + width + "x" + height + "; both must be even and within 16 to 16384");
    }
    if (padding < 0 || padding > (Math.min(width, height) - 16) / 2) {
      throw new IllegalArgumentException(
          "padding " + padding + " leaves no room in " + width + "x" + height);
    }
    if (cornerRadius < 0) {
      throw new IllegalArgumentException("corner radius " + cornerRadius);
    }
  }
}
