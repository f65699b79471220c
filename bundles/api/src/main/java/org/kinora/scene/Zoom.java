package org.kinora.scene;

import java.util.Objects;

/**
 * Enlarges the video for a time. It is at its full scale from start to end and moves there and back
 * outside of that, for the length of the ramp on either side.
 *
 * <p>At scale {@code s} a point p of the output is drawn at {@code f + s·(p − f)}; in mode DOLLY
 * the whole is also moved so that the focus f comes to the output's middle as the ramp proceeds.
 *
 * @param startUs where the full scale begins
 * @param endUs where it ends
 * @param scale 1 to 16
 * @param focusX 0 (left) to 1
 * @param focusY 0 (top) to 1
 * @param space what the focus is a part of
 * @param mode what becomes of the focus
 * @param easing how the ramps proceed
 * @param rampUs the length of each ramp, 0 to 10 s
 * @param zoomsBackground whether the background is enlarged with the video; it is then drawn over
 *     the one that stands still
 */
public record Zoom(
    long startUs,
    long endUs,
    double scale,
    double focusX,
    double focusY,
    Space space,
    Mode mode,
    Easing easing,
    long rampUs,
    boolean zoomsBackground) {
  /** What a focus is a part of. */
  public enum Space {
    /** The cropped video. */
    SOURCE,
    /** The output. */
    LAYOUT
  }

  /** What becomes of the focus. */
  public enum Mode {
    /** It comes to the output's middle. */
    DOLLY,
    /** It stays where it is. */
    ANCHOR
  }

  /** How a ramp proceeds from 0 to 1 in its time t, 0 to 1. */
  public enum Easing {
    /** Slow, fast, slow: 4t³, from the middle on 1 − (2 − 2t)³ ÷ 2. */
    SMOOTH {
      @Override
      public double at(double t) {
        return t < 0.5 ? 4 * t * t * t : 1 - Math.pow(2 - 2 * t, 3) / 2;
      }
    },
    /** At one speed. */
    LINEAR {
      @Override
      public double at(double t) {
        return t;
      }
    },
    /** Fast, then a little too far and back: 1 + 2.70158·(t − 1)³ + 1.70158·(t − 1)². */
    PUNCH {
      @Override
      public double at(double t) {
        double rest = t - 1;
        return 1 + 2.70158 * rest * rest * rest + 1.70158 * rest * rest;
      }
    };

    /** How far it is at {@code t}; 0 at 0 and 1 at 1. */
    public abstract double at(double t);
  }

  /** Checks the ranges. */
  public Zoom {
    Checks.interval("zoom", startUs, endUs);
    Checks.within("zoom scale", scale, 1, 16);
    Checks.within("zoom focusX", focusX, 0, 1);
    Checks.within("zoom focusY", focusY, 0, 1);
    Objects.requireNonNull(space);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(easing);
    Checks.within("zoom transition", (double) rampUs, 0, 10_000_000);
  }

  /** Where its first ramp begins. */
  public long beginUs() {
    return startUs - rampUs;
  }

  /** Where its last ramp ends. */
  public long endUsWithRamp() {
    return endUs + rampUs;
  }

  /** How far it is at a time: 0 outside, 1 from start to end; {@link Easing#PUNCH} goes beyond. */
  public double progress(long timeUs) {
    if (timeUs >= startUs && timeUs < endUs) {
      return 1;
    }
    long left = timeUs < startUs ? timeUs - beginUs() : endUsWithRamp() - timeUs;
    return left <= 0 ? 0 : easing.at((double) left / (double) rampUs);
  }
}
