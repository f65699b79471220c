package org.kinora.storage.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.events.Action;

class KeyNamesTest {
  /**
   * A letter, a sign, a key of two sides, an arrow, a key of the pad, and one that nobody knows.
   */
  @ParameterizedTest
  @CsvSource({
    "macOS-15.1-arm64-arm-64bit, 13, '', KeyW",
    "macOS-15.1-arm64-arm-64bit, 60, Shift, ShiftRight",
    "macOS-15.1-arm64-arm-64bit, 126, ArrowUp, ArrowUp",
    "Darwin-19.6, 91, '', Numpad8",
    "macOS-15.1, 200, '', vk200",
    "Windows-11-10.0.22631-SP0, 87, w, ''",
    "Windows-11-10.0.22631-SP0, 161, Shift, ShiftRight",
    "Windows-10, 38, ArrowUp, ArrowUp",
    "Windows-10, 104, '', Numpad8",
    "Windows-10, 186, '', vk186",
    "Linux-6.1.0-amd64-x86_64-with-glibc2.36, 87, w, ''",
    "Linux-6.1, 119, w, ''",
    "Linux-6.1, 246, ö, ''",
    "Linux-6.1, 16778335, џ, ''",
    "Linux-6.1, 65506, Shift, ShiftRight",
    "Linux-6.1, 65362, ArrowUp, ArrowUp",
    "Linux-6.1, 65464, '', Numpad8",
    "Linux-6.1, 99999999999, '', vk99999999999",
  })
  void key_numberOfASystem_isItsKey(String platform, long number, String key, String code) {
    assertEquals(
        new Action.Key(true, key, code, false),
        KeyNames.of(platform).orElseThrow().key(true, number));
  }

  @Test
  void of_otherSystem_isUnknown() {
    assertEquals(Optional.empty(), KeyNames.of("FreeBSD-14"));
    assertEquals(Optional.empty(), KeyNames.of(""));
  }
}
