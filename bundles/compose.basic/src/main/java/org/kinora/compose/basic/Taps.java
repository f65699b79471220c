package org.kinora.compose.basic;

/**
 * One dimension of a plane that is scaled: for each output place the first source place that counts
 * for it, and which of the {@link Kernel}'s phases.
 */
final class Taps {
  private final Kernel kernel;
  private final int[] starts;
  private final int[] phases;

  /**
   * Prepares a dimension.
   *
   * @param from the first output place
   * @param count how many output places, at least 1
   * @param scale output pixels a source pixel, as the kernel's
   * @param offset the output place of the source's beginning
   */
  Taps(Kernel kernel, int from, int count, double scale, double offset) {
    this.kernel = kernel;
    starts = new int[count];
    phases = new int[count];
    for (int i = 0; i < count; i++) {
      double middle = (from + i + 0.5 - offset) / scale - 0.5;
      int place = (int) Math.floor(middle * Kernel.PHASES + 0.5);
      starts[i] = Math.floorDiv(place, Kernel.PHASES) + kernel.before();
      phases[i] = Math.floorMod(place, Kernel.PHASES);
    }
  }

  /** How many output places there are. */
  int count() {
    return starts.length;
  }

  /** The first source place of an output place; may lie before the source. */
  int start(int i) {
    return starts[i];
  }

  /** One weight of an output place, in 128ths. */
  int weight(int i, int tap) {
    return kernel.weight(phases[i], tap);
  }

  /** Groups of four weights an output place has. */
  int groups() {
    return kernel.groups();
  }

  /** The first source place of all; may lie before the source. */
  int first() {
    return starts[0];
  }

  /** The last source place of all; may lie behind the source. */
  int last() {
    return starts[starts.length - 1] + kernel.taps() - 1;
  }

  /** All weights, one packed group after the other. */
  long[] packed() {
    int groups = groups();
    long[] packed = new long[starts.length * groups];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = kernel.packed(phases[i / groups], i % groups);
    }
    return packed;
  }
}
