package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and numbers of frames. */
class TimecodeRateTest {
  private static TimecodeRate rate(String name) {
    return TimecodeRate.of(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "25, 10:00:00.000, 900000, 0",
    "25, 10:00:00.039, 900000, 39000000",
    "50, 23:59:59.990, 4319999, 10000000",
    "24, 00:00:00.999, 23, 40666667",
    "23.976, 01:00:00.000, 86400, 0",
    "29.97, 10:00:00.000, 1080000, 0",
    "29.97df, 10:00:00.000, 1078920, 0",
    "29.97df, 00:01:00.000, 1800, 0",
    "29.97df, 00:09:59.999, 17981, 31366667",
    "29.97df, 00:10:00.000, 17982, 0",
    "59.94df, 00:10:00.000, 35964, 0",
    "48000/960, 00:00:01.020, 51, 0",
  })
  void at_clock_isItsFrame(String name, LocalTime clock, int number, long restNanos) {
    TimecodeRate.Position position = rate(name).at(clock);
    assertEquals(number, position.number());
    assertEquals((double) restNanos, (double) position.restNanos(), 2.0, "rest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df", "60"})
  void at_anyTime_restIsLessThanAFrameAndNumbersRise(String name) {
    TimecodeRate rate = rate(name);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    double frameNanos = rate.frameTicks() * 1e9 / rate.timescale();
    for (int i = 0; i < 100_000; i++) {
      LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L - 1_000_000_000));
      TimecodeRate.Position now = rate.at(time);
      String what = "seed " + seed + ", " + time;
      assertTrue(now.restNanos() >= 0 && now.restNanos() <= frameNanos + 1, what);
      assertTrue(rate.at(time.plusNanos(1_000_000)).number() >= now.number(), what);
    }
  }

  @Test
  void of_unknownName_isEmpty() {
    assertTrue(TimecodeRate.of("26").isEmpty());
    assertTrue(TimecodeRate.of("").isEmpty());
  }
}
