package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.FrameRate;

class RecordedRateTest {
  private static final int MINUTE_S = 60;
  private static final int MS = 1_000;

  /** The times of a minute at a rate. */
  private static LongStream minute(FrameRate rate) {
    return LongStream.range(0, rate.frameAt(MINUTE_S * 1_000_000L)).map(rate::timeUs);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1",
    "24, 1",
    "25, 1",
    "30, 1",
    "30000, 1001",
    "50, 1",
    "60000, 1001",
    "60, 1",
    "144, 1"
  })
  void of_constantRate_isIt(int frames, int seconds) {
    FrameRate rate = new FrameRate(frames, seconds);
    assertEquals(rate, RecordedRate.of(minute(rate).toArray()));
    long[] inMs = minute(rate).map(us -> Math.round((double) us / MS) * MS).toArray();
    assertEquals(rate, RecordedRate.of(inMs), "rounded to ms");
  }

  @Test
  void of_missingPictures_isWhatTheOthersKeep() {
    FrameRate sixty = new FrameRate(60, 1);
    assertEquals(sixty, RecordedRate.of(minute(sixty).filter(us -> us % 7 != 0).toArray()));
    long[] stillAtLast =
        LongStream.concat(minute(sixty), LongStream.of(300_000_000, 600_000_000)).toArray();
    assertEquals(sixty, RecordedRate.of(stillAtLast));
  }

  @Test
  void of_noUsualRate_isTheNearest() {
    assertEquals(
        new FrameRate(60, 1),
        RecordedRate.of(LongStream.range(0, 100).map(i -> i * 16_100).toArray()));
    assertEquals(
        new FrameRate(10, 1),
        RecordedRate.of(LongStream.range(0, 100).map(i -> i * 1_000_000).toArray()));
  }

  @Test
  void of_onePicture_isThirty() {
    assertEquals(new FrameRate(30, 1), RecordedRate.of(new long[] {0}));
    assertEquals(new FrameRate(30, 1), RecordedRate.of(new long[0]));
  }
}
