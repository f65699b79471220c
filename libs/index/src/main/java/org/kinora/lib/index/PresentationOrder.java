package org.kinora.lib.index;

/** Sorts samples by when they are presented. */
final class PresentationOrder {
  /** Marcin Ciura's gaps, which need the fewest comparisons; continued by a factor of 2.25. */
  private static final int[] SMALL_GAPS = {1, 4, 10, 23, 57, 132, 301, 701};

  private final PackedLongs timeUs;

  private PresentationOrder(PackedLongs timeUs) {
    this.timeUs = timeUs;
  }

  /**
   * The numbers of the samples by rising time, those of equal times in decode order. A Shell sort:
   * in place, and quick where pictures are a few places from where they belong, as encoders leave
   * them.
   */
  static int[] of(PackedLongs timeUs, int count) {
    return new PresentationOrder(timeUs).sorted(count);
  }

  private int[] sorted(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int step = steps(count) - 1; step >= 0; step--) {
      sort(order, gap(step));
    }
    return order;
  }

  private static int steps(int count) {
    int steps = 1;
    while (gap(steps) < count) {
      steps++;
    }
    return steps;
  }

  private static long gap(int step) {
    int last = SMALL_GAPS.length - 1;
    return step <= last
        ? SMALL_GAPS[step]
        : (long) (SMALL_GAPS[last] * Math.pow(2.25, step - last));
  }

  private void sort(int[] order, long gap) {
    int far = (int) gap;
    for (int i = far; i < order.length; i++) {
      int sample = order[i];
      int to = i;
      while (to >= far && isLater(order[to - far], sample)) {
        order[to] = order[to - far];
        to -= far;
      }
      order[to] = sample;
    }
  }

  private boolean isLater(int one, int other) {
    int difference = Long.compare(timeUs.get(one), timeUs.get(other));
    return difference == 0 ? one > other : difference > 0;
  }
}
