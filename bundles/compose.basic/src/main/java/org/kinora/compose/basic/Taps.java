package org.kinora.compose.basic;

import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * The filter of one dimension of a {@link Resampler}: for each output place the first source place
 * and four weights a group, in 128ths, that sum to 128. Where the picture gets smaller, the kernel
 * is stretched by as much.
 */
final class Taps {
  /** Weights of a group; how the Resampler packs them depends on it. */
  static final int GROUP = 4;

  static final int ONE = 128;

  /** The kernel's free parameter, as libswscale's bicubic has it. */
  private static final double SHARPNESS = 0.6;

  private final Quality quality;
  private final int groups;
  private final int[] starts;
  private final int[] weights;
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;

  /**
   * Prepares a dimension.
   *
   * @param from the first output place
   * @param count how many output places
   * @param scale output pixels a source pixel
   * @param offset the output place of the source's beginning
   */
  Taps(Quality quality, int from, int count, double scale, double offset) {
    this.quality = quality;
    double stretch = Math.max(1, 1 / scale);
    int support = (int) Math.ceil((quality == Quality.FULL ? 4 : 2) * stretch);
    groups = -Math.floorDiv(-support, GROUP);
    starts = new int[count];
    weights = new int[count * groups * GROUP];
    double[] exact = new double[groups * GROUP];
    for (int i = 0; i < count; i++) {
      double middle = (from + i + 0.5 - offset) / scale - 0.5;
      starts[i] = (int) Math.floor(middle) - exact.length / 2 + 1;
      for (int tap = 0; tap < exact.length; tap++) {
        exact[tap] = kernel(Math.abs(starts[i] + tap - middle) / stretch);
      }
      round(exact, i * exact.length);
      first = Math.min(first, starts[i]);
      last = Math.max(last, starts[i] + exact.length - 1);
    }
  }

  private double kernel(double x) {
    if (quality == Quality.DRAFT) {
      return Math.max(0, 1 - x);
    }
    if (x < 1) {
      return ((2 - SHARPNESS) * x - (3 - SHARPNESS)) * x * x + 1;
    }
    return x < 2 ? ((-SHARPNESS * x + 5 * SHARPNESS) * x - 8 * SHARPNESS) * x + 4 * SHARPNESS : 0;
  }

  /** Rounds such that the sum is exact: what rounding leaves, the next weight gets. */
  private void round(double[] exact, int at) {
    double sum = 0;
    for (double weight : exact) {
      sum += weight;
    }
    double before = 0;
    for (int tap = 0; tap < exact.length; tap++) {
      double after = before + exact[tap] * ONE / sum;
      weights[at + tap] = (int) (Math.round(after) - Math.round(before));
      before = after;
    }
  }

  /** Groups of four weights an output place has. */
  int groups() {
    return groups;
  }

  /** How many output places there are. */
  int count() {
    return starts.length;
  }

  /** The first source place of an output place; may lie before the source. */
  int start(int i) {
    return starts[i];
  }

  /** One weight, in 128ths. */
  int weight(int i, int tap) {
    return weights[i * groups * GROUP + tap];
  }

  /** The first source place of all; may lie before the source. */
  int first() {
    return first;
  }

  /** The last source place of all; may lie behind the source. */
  int last() {
    return last;
  }

  /**
   * All weights, a group in one number: lanes of 16 bits, the first weight in the highest, so that
   * the product with four pixels in such lanes, the first in the lowest, has their weighted sum in
   * its highest lane. What lower lanes carry over is below a 128th of a level.
   */
  long[] packed() {
    long[] packed = new long[starts.length * groups];
    for (int i = 0; i < packed.length; i++) {
      long lanes = 0;
      for (int tap = 0; tap < GROUP; tap++) {
        lanes += (long) weights[i * GROUP + tap] << (16 * (GROUP - 1 - tap));
      }
      packed[i] = lanes;
    }
    return packed;
  }
}
