package org.kinora.lib.timecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Whose clock, and when. */
class WallClockTest {
  private static final Optional<ZonedDateTime> RECORDED =
      Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00.250Z"));

  @ParameterizedTest
  @CsvSource({
    "'', '', 2026-03-01T12:00:00.250Z",
    "'', Europe/Berlin, 2026-03-01T13:00:00.250+01:00",
    "'', Asia/Kolkata, 2026-03-01T17:30:00.250+05:30",
    "'', -03:00, 2026-03-01T09:00:00.250-03:00",
    "2026-03-01T12:00:00+02:00, '', 2026-03-01T12:00:00+02:00",
    // the hour that a clock shows twice: before it is put back, and after
    "2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T02:30:00+02:00",
    "2026-10-25T01:30:00Z, Europe/Berlin, 2026-10-25T02:30:00+01:00",
  })
  void of_startAndZone_isThePlacesClock(String start, String zone, OffsetDateTime expected)
      throws MediaException {
    assertEquals(Optional.of(expected), WallClock.of(start, zone, RECORDED));
  }

  @Test
  void of_noneOrUnknown_isEmpty() throws MediaException {
    assertTrue(WallClock.of("none", "Europe/Berlin", RECORDED).isEmpty());
    assertTrue(WallClock.of("", "Europe/Berlin", Optional.empty()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"yesterday, ''", "2026-03-01T12:00:00, ''", "'', Europe/Nowhere", "none, x"})
  void of_noTimeOrPlace_isRefused(String start, String zone) {
    MediaException refusal =
        assertThrows(MediaException.class, () -> WallClock.of(start, zone, RECORDED));
    assertEquals(MediaError.ARGUMENT_INVALID, refusal.code());
  }
}
