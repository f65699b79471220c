package org.kinora.lib.events;

/** What every number and text of an event must be. */
final class Numbers {
  private Numbers() {}

  /** The number, with one zero only. */
  static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + ", expected a finite number");
    }
    return value + 0.0;
  }

  static double between(double least, double value, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s, expected a number from %s to %s".formatted(value, least, most));
    }
    return value + 0.0;
  }

  static int notNegative(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(value + ", expected 0 or more");
    }
    return value;
  }
}
