package org.kinora.lib.timecode;

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

  /** Counts labels one by one, leaving out those that drop-frame leaves out. */
  @ParameterizedTest
  @ValueSource(
      strings = {"23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df", "60"})
  void label_everyFrameOfADay_isTheNextOneThatIsNotLeftOut(String name) {
    TimecodeRate rate = rate(name);
    int leftOut = name.equals("29.97df") ? 2 : name.equals("59.94df") ? 4 : 0;
    int number = 0;
    for (int second = 0; second < 86_400; second++) {
      int minute = second / 60;
      boolean jumps = second % 60 == 0 && minute % 10 != 0;
      int first = jumps ? leftOut : 0;
      String clock =
          "%02d:%02d:%02d%s"
              .formatted(minute / 60, minute % 60, second % 60, leftOut > 0 ? ";" : ":");
      boolean looked = jumps || second % 61 == 0;
      for (int frame = first; frame < rate.nominal(); frame++, number++) {
        if (looked && (frame == first || frame == rate.nominal() - 1)) {
          String label = clock + (frame < 10 ? "0" : "") + frame;
          assertEquals(label, rate.label(number));
          assertEquals(number, rate.number(label).orElse(-1), label);
        }
      }
    }
    assertEquals(number, rate.framesADay());
  }

  @ParameterizedTest
  @CsvSource({
    "25, 10:00:00.030, 9000, 10:00:00:00, 39000",
    "25, 10:00:00.030, 10000, 10:00:00:01, 0",
    "25, 23:59:59.990, 10000, 00:00:00:00, 0",
    "50, 00:00:00.000, 86400000000, 00:00:00:00, 0",
    "29.97df, 00:00:59.999, 34300, 00:01:00;02, 32300",
    "29.97, 10:00:00.000, 3600000000, 10:59:56:12, 3600",
    "29.97df, 10:00:00.000, 3600000000, 11:00:00;00, 3600",
  })
  void after_timePassed_countsFrames(
      String name, LocalTime start, long passedUs, String label, long restUs) {
    TimecodeRate rate = rate(name);
    TimecodeRate.Position position = rate.after(rate.at(start), passedUs * 1000);
    assertEquals(label, rate.label(position.number()));
    assertEquals((double) restUs, position.restNanos() / 1000.0, 1.0, "rest");
  }

  @ParameterizedTest
  @CsvSource({
    "25, 10:00:00:25",
    "25, 24:00:00:00",
    "25, 10:00:60:00",
    "25, 10:00:00",
    "29.97df, 10:01:00;00",
    "59.94df, 10:01:00;03",
  })
  void number_labelOfNoFrame_isEmpty(String name, String label) {
    assertTrue(rate(name).number(label).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df", "60"})
  void of_itsOwnFraction_isItself(String name) {
    TimecodeRate rate = rate(name);
    assertEquals(name, rate.name());
    int timescale = rate.timescale() * 2;
    assertEquals(
        rate, TimecodeRate.of(timescale, rate.frameTicks() * 2L, rate.drop()).orElseThrow());
    assertTrue(TimecodeRate.of(timescale, rate.frameTicks() * 2L + 1, rate.drop()).isEmpty());
  }

  @Test
  void of_unknownName_isEmpty() {
    assertTrue(TimecodeRate.of("26").isEmpty());
    assertTrue(TimecodeRate.of("").isEmpty());
  }
}
