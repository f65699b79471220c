package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaException;

class MomentsTest {
  private static final ZonedDateTime NOW =
      ZonedDateTime.parse("2026-03-29T12:00:00+02:00[Europe/Berlin]");

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T10:00, 2026-03-28T09:00:00Z",
    "2026-03-29T10:00:00.25, 2026-03-29T08:00:00.250Z",
    "2026-03-29, 2026-03-28T23:00:00Z",
    "2026-03-29T10:00Z, 2026-03-29T10:00:00Z",
    "2026-03-29T10:00-05:00, 2026-03-29T15:00:00Z",
    "now, 2026-03-29T10:00:00Z",
    "-90m, 2026-03-29T08:30:00Z",
    "-1d, 2026-03-28T10:00:00Z",
  })
  void parse_moment_knowsTheZone(String text, String expected) throws Exception {
    assertEquals(Instant.parse(expected), Moments.parse(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "10:00", "2026-02-30", "2026-01-01T25:00", "-1y", "2026-01-01 10:00"})
  void parse_notAMoment_isRefused(String text) {
    assertThrows(MediaException.class, () -> Moments.parse(text, NOW));
  }

  @Test
  void parseSpan_units_areThoseOfTheClock() throws Exception {
    assertEquals(Duration.ofDays(14), Moments.parseSpan("2w"));
    assertEquals(Duration.ofDays(30), Moments.parseSpan("30d"));
    assertEquals(Duration.ofSeconds(45), Moments.parseSpan("45s"));
  }

  @Test
  void format_moment_namesTheOffset() {
    assertEquals(
        "2026-03-29 12:00:00.000 +02:00",
        Moments.format(NOW.toInstant(), ZoneId.of("Europe/Berlin")));
  }
}
