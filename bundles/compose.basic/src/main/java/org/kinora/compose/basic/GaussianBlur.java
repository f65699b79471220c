package org.kinora.compose.basic;

import java.util.Arrays;

/**
 * Blurs planes by three running means with fractional ends, whose variances sum to the Gaussian's:
 * Gwosdek, Grewenig, Bruhn, Weickert, "Theoretical Foundations of Gaussian Convolution by Extended
 * Box Filtering" (2011), section 3. The time does not depend on the deviation. Beyond the edges the
 * nearest number counts.
 */
final class GaussianBlur {
  private static final int PASSES = 3;

  private final int half;
  private final double end;

  /**
   * Prepares a blur.
   *
   * @param deviation the Gaussian's standard deviation in numbers of the plane, from 0
   */
  GaussianBlur(double deviation) {
    double variance = deviation * deviation / PASSES;
    half = (int) Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
    end =
        (2 * half + 1)
            * (half * (half + 1) - 3 * variance)
            / (6 * (variance - (half + 1.0) * (half + 1.0)));
  }

  /** Blurs numbers, row after row, in place. */
  void run(float[] plane, int width, int height) {
    float[] turned = new float[plane.length];
    rows(plane, width, height);
    turn(plane, turned, width, height);
    rows(turned, height, width);
    turn(turned, plane, height, width);
  }

  private static void turn(float[] from, float[] to, int width, int height) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        to[x * height + y] = from[y * width + x];
      }
    }
  }

  private void rows(float[] plane, int width, int height) {
    float[] padded = new float[width + 2 * (half + 1)];
    for (int y = 0; y < height; y++) {
      for (int pass = 0; pass < PASSES; pass++) {
        mean(plane, y * width, width, padded);
      }
    }
  }

  /** Replaces a row by its running mean. */
  private void mean(float[] plane, int at, int width, float[] padded) {
    int margin = half + 1;
    System.arraycopy(plane, at, padded, margin, width);
    Arrays.fill(padded, 0, margin, plane[at]);
    Arrays.fill(padded, margin + width, padded.length, plane[at + width - 1]);
    double perNumber = 1 / (2 * half + 1 + 2 * end);
    double sum = 0;
    for (int i = 1; i < 2 * margin; i++) {
      sum += padded[i];
    }
    for (int x = 0; x < width; x++) {
      double ends = (double) padded[x] + padded[x + 2 * margin];
      plane[at + x] = (float) ((sum + end * ends) * perNumber);
      sum += padded[x + 2 * margin] - (double) padded[x + 1];
    }
  }
}
