package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048524, 1023.9 KiB",
    "1048575, 1.0 MiB",
    "2011229, 1.9 MiB",
    "1073741824, 1.0 GiB",
    "9223372036854775807, 8388608.0 TiB"
  })
  void bytes_anySize_hasAUnit(long bytes, String text) {
    assertEquals(text, Sizes.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000000, 8 kbit/s",
    "500000, 1000000, 4.0 Mbit/s",
    "124938, 1000000, 1.0 Mbit/s"
  })
  void rate_bytesOverTime_isInBits(long bytes, long us, String text) {
    assertEquals(text, Sizes.rate(bytes, us));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void rate_withoutTime_isEmpty(long us) {
    assertEquals("", Sizes.rate(100, us));
  }

  @ParameterizedTest
  @CsvSource({"4M, 4000000", "1.5M, 1500000", "800k, 800000", "2500000, 2500000", "1G, 1000000000"})
  void parseRate_eachSyntax_givesBitsASecond(String text, long bits) throws MediaException {
    assertEquals(bits, Sizes.parseRate(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.4", "-4M", "4m", "4Mbit", "4 M", "M", "99999G"})
  void parseRate_somethingElse_isRefused(String text) {
    MediaException e = assertThrows(MediaException.class, () -> Sizes.parseRate(text));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
  }

  @ParameterizedTest
  @CsvSource({"4096, 4096", "80GB, 80000000000", "1.5kB, 1500", "2 MiB, 2097152", "1G, 1000000000"})
  void parseBytes_units_areDecimalUnlessTheySayOtherwise(String text, long expected)
      throws Exception {
    assertEquals(expected, Sizes.parseBytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GB", "-1", "80 gigs", "1iB", "999999999999TB"})
  void parseBytes_notASize_isRefused(String text) {
    assertThrows(MediaException.class, () -> Sizes.parseBytes(text));
  }
}
