package org.kinora.compose.basic;

import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * The filter of one scale, for each {@value #PHASES}th of a pixel: groups of four weights, in
 * 128ths, that sum to 128. Where the picture gets smaller, it is stretched by as much.
 */
final class Kernel {
  /** Weights of a group; how they are packed depends on it. */
  static final int GROUP = 4;

  static final int ONE = 128;

  /** Places between two pixels; nobody sees an edge move by less than half of that. */
  static final int PHASES = 128;

  /** The kernel's free parameter, as libswscale's bicubic has it. */
  private static final double SHARPNESS = 0.6;

  private final Quality quality;
  private final int groups;
  private final int[] weights;
  private final long[] packed;

  /**
   * Prepares a filter.
   *
   * @param scale output pixels a source pixel
   */
  Kernel(Quality quality, double scale) {
    this.quality = quality;
    double stretch = Math.max(1, 1 / scale);
    int support = (int) Math.ceil((quality == Quality.FULL ? 4 : 2) * stretch);
    groups = -Math.floorDiv(-support, GROUP);
    weights = new int[PHASES * taps()];
    packed = new long[PHASES * groups];
    double[] exact = new double[taps()];
    for (int phase = 0; phase < PHASES; phase++) {
      for (int tap = 0; tap < exact.length; tap++) {
        exact[tap] = at(Math.abs(before() + tap - (double) phase / PHASES) / stretch);
      }
      round(exact, phase * exact.length);
    }
    for (int i = 0; i < packed.length; i++) {
      packed[i] = pack(i * GROUP);
    }
  }

  private double at(double x) {
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

  /** Groups of four weights that a place has. */
  int groups() {
    return groups;
  }

  /** Weights that a place has. */
  int taps() {
    return groups * GROUP;
  }

  /** Where the first tap lies, from the pixel before the place. */
  int before() {
    return 1 - taps() / 2;
  }

  /** One weight, in 128ths. */
  int weight(int phase, int tap) {
    return weights[phase * taps() + tap];
  }

  /**
   * Four weights in one number: lanes of 16 bits, the first weight in the highest, so that the
   * product with four pixels in such lanes, the first in the lowest, has their weighted sum in its
   * highest lane. What lower lanes carry over is below a 128th of a level.
   */
  long packed(int phase, int group) {
    return packed[phase * groups + group];
  }

  private long pack(int at) {
    long lanes = 0;
    for (int tap = 0; tap < GROUP; tap++) {
      lanes += (long) weights[at + tap] << (16 * (GROUP - 1 - tap));
    }
    return lanes;
  }
}
