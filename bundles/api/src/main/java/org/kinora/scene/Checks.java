package org.kinora.scene;

/** What the scene's numbers must keep to. */
final class Checks {
  private Checks() {}

  static void within(String what, double number, double least, double most) {
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "%s %s is not within %s to %s".formatted(what, number, least, most));
    }
  }

  static void finite(String what, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(what + " " + number + " is not a finite number");
    }
  }

  static void interval(String what, long startUs, long endUs) {
    if (startUs >= endUs) {
      throw new IllegalArgumentException(
          "%s begins at %d us and ends at %d us".formatted(what, startUs, endUs));
    }
  }
}
