package org.kinora.lib.dataset;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.kinora.media.FrameRate;

/** The constant rate at which a recording's pictures come, or were meant to. */
public final class RecordedRate {
  /** Recorders round times: a picture may come so late, or a recording end so late. */
  public static final long ROUNDING_US = 1_000;

  private static final FrameRate ALONE = new FrameRate(30, 1);

  /** As recorders are set, the usual ones first. */
  private static final List<FrameRate> RATES =
      List.of(
          new FrameRate(30, 1),
          new FrameRate(60, 1),
          new FrameRate(25, 1),
          new FrameRate(24, 1),
          new FrameRate(50, 1),
          new FrameRate(30_000, 1_001),
          new FrameRate(60_000, 1_001),
          new FrameRate(24_000, 1_001),
          new FrameRate(10, 1),
          new FrameRate(12, 1),
          new FrameRate(15, 1),
          new FrameRate(20, 1),
          new FrameRate(48, 1),
          new FrameRate(75, 1),
          new FrameRate(90, 1),
          new FrameRate(100, 1),
          new FrameRate(120, 1),
          new FrameRate(144, 1),
          new FrameRate(240, 1));

  private RecordedRate() {}

  /**
   * The rate that all pictures keep; without one, of the usual rates the nearest to what most of
   * them keep.
   *
   * @param frameUs when pictures are shown, rising, from 0
   */
  public static FrameRate of(long[] frameUs) {
    if (frameUs.length < 2) {
      return ALONE;
    }
    return RATES.stream()
        .filter(rate -> keeps(frameUs, rate))
        .findFirst()
        .orElseGet(() -> nearest(usualUs(frameUs)));
  }

  /** What people should know of pictures that are made at a rate: that some are left out. */
  public static Optional<String> note(long[] frameUs, FrameRate made) {
    FrameRate recorded = of(frameUs);
    return frameUs.length > 1 && made.timeUs(1) > recorded.timeUs(1) + ROUNDING_US
        ? Optional.of(
            "Its pictures come at %s a second: at %s some are left out.".formatted(recorded, made))
        : Optional.empty();
  }

  /** Whether pictures come at a rate, but for the rounding of their times. */
  public static boolean keeps(long[] frameUs, FrameRate rate) {
    for (int i = 0; i < frameUs.length; i++) {
      if (Math.abs(frameUs[i] - rate.timeUs(i)) > ROUNDING_US) {
        return false;
      }
    }
    return true;
  }

  /**
   * How long a picture is shown: the middle one of all, which a gap here and there does not move.
   */
  private static long usualUs(long[] frameUs) {
    long[] lengths =
        IntStream.range(1, frameUs.length)
            .mapToLong(i -> frameUs[i] - frameUs[i - 1])
            .sorted()
            .toArray();
    return lengths[lengths.length / 2];
  }

  private static FrameRate nearest(long lengthUs) {
    FrameRate nearest = ALONE;
    for (FrameRate rate : RATES) {
      if (factor(rate, lengthUs) < factor(nearest, lengthUs)) {
        nearest = rate;
      }
    }
    return nearest;
  }

  /** How many times as long or as short its frames are. */
  private static double factor(FrameRate rate, long lengthUs) {
    double factor = (double) rate.timeUs(1) / lengthUs;
    return Math.max(factor, 1 / factor);
  }
}
