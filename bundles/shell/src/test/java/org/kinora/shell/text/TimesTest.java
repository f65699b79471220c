package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "12.5, 12500000",
    "5s, 5000000",
    "250ms, 250000",
    "0.5ms, 500",
    "1500000us, 1500000",
    "1:02.250, 62250000",
    "90:00, 5400000000",
    "1:00:02.25, 3602250000",
    "0:07.0333337, 7033334",
    "0:00:12.033333, 12033333"
  })
  void parse_eachSyntax_givesMicroseconds(String text, long us) throws MediaException {
    assertEquals(us, Times.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1,5",
        "1.",
        ".5",
        "5m",
        "1:60",
        "1:60:00",
        "1:2:3:4",
        "1:",
        "abc",
        "1e3",
        "NaN",
        "999999999999999999",
        "999999999999:00",
        "1 s",
        "٣"
      })
  void parse_somethingElse_isRefusedByName(String text) {
    MediaException e = assertThrows(MediaException.class, () -> Times.parse(text));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
  }

  @Test
  void format_lengths_cutsToMilliseconds() {
    assertEquals("0:00:00.000", Times.format(0));
    assertEquals("0:00:20.399", Times.format(20_399_999));
    assertEquals("27:46:40.000", Times.format(100_000_000_000L));
    assertEquals("-0:00:00.033", Times.format(-33_333));
    assertEquals("0:00:00.000", Times.format(-1));
  }

  @Test
  void exact_anyTime_leadsBackToItself() throws MediaException {
    for (long us : new long[] {0, 1, 33_333, 999_999, 1_000_000, 3_599_999_999L, 3_600_000_001L}) {
      assertEquals(us, Times.parse(Times.exact(us)));
    }
    assertEquals("-0:00:00.033333", Times.exact(-33_333));
  }
}
