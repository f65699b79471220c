package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class OptionsTest {
  private static final List<String> WORDS = List.of("gop", "none");

  private static Options sync(String value) throws MediaException {
    return Options.of(Map.of("sync", value), Set.of("sync"));
  }

  private static void assertInvalid(String message, Executable asking) {
    MediaException failure = assertThrows(MediaException.class, asking);
    assertEquals(MediaError.ARGUMENT_INVALID, failure.code());
    assertEquals(message, failure.getMessage());
  }

  @Test
  void of_unknownName_isNamed() {
    assertInvalid(
        "unknown options [color]; there is [sync]",
        () -> Options.of(Map.of("color", "red"), Set.of("sync")));
    assertInvalid(
        "unknown options [color]; there are none",
        () -> Options.of(Map.of("color", "red"), Set.of()));
  }

  @Test
  void choice_givenOrNot_isAWordOfSeveral() throws MediaException {
    assertEquals("none", sync("none").choice("sync", "gop", WORDS));
    assertEquals("gop", Options.of(Map.of(), Set.of("sync")).choice("sync", "gop", WORDS));
    assertInvalid(
        "option sync is 'each', expected one of gop, none",
        () -> sync("each").choice("sync", "gop", WORDS));
  }

  @Test
  void durationUs_withUnit_isExact() throws MediaException {
    Map<String, Long> expected =
        Map.of("250us", 250L, "40ms", 40_000L, "1.5s", 1_500_000L, "2h", 7_200_000_000L);
    for (Map.Entry<String, Long> entry : expected.entrySet()) {
      assertEquals(entry.getValue(), sync(entry.getKey()).durationUs("sync", "1s"));
    }
    assertEquals(60_000_000, Options.of(Map.of(), Set.of()).durationUs("sync", "1min"));
  }

  @Test
  void durationUs_noTimeAboveZero_isInvalid() {
    for (String value : List.of("", "5", "0s", "0.1us", "-1s", "1 s", "1e3s", "1d")) {
      assertInvalid(
          "option sync is '%s', expected a time above 0 with its unit: us, ms, s, min or h, such as 1.5s"
              .formatted(value),
          () -> sync(value).durationUs("sync", "1s"));
    }
  }

  @Test
  void number_inOrOutOfRange_isExactOrInvalid() throws MediaException {
    assertEquals(-5, sync("-5").number("sync", 7, -5, 10));
    assertEquals(7, Options.of(Map.of(), Set.of()).number("sync", 7, -5, 10));
    for (String value : List.of("", "-6", "11", "1.5", "+5", "99999999999999999999")) {
      assertInvalid(
          "option sync is '%s', expected a whole number from -5 to 10".formatted(value),
          () -> sync(value).number("sync", 7, -5, 10));
    }
  }
}
