package org.kinora.codec.ffmpeg.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Effort;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.EncoderSettings;

final class BitRateTest {
  private static final VideoFormat HD =
      new VideoFormat("vp8", 1920, 1080, ColorInfo.BT709, Blob.EMPTY);
  private static final VideoFormat TINY =
      new VideoFormat("vp8", 160, 90, ColorInfo.BT709, Blob.EMPTY);

  /** 1920 × 1080 × 30 × 0.12 bits, half as much again for each doubling of the rate. */
  @ParameterizedTest
  @CsvSource({"30, 7_464_960", "60, 11_197_440", "15, 4_976_640", "120, 16_796_160"})
  void bitRate_noneAsked_growsHalfAsMuchAsTheRate(double rate, String expected) {
    assertEquals(
        Long.parseLong(expected.replace("_", "")),
        bitRate(HD, OptionalLong.empty(), OptionalDouble.of(rate)));
  }

  @ParameterizedTest
  @CsvSource({"0.02", "10"})
  void bitRate_fewPictures_isNotBelowTheLeast(double rate) {
    assertEquals(200_000, bitRate(TINY, OptionalLong.empty(), OptionalDouble.of(rate)));
  }

  @ParameterizedTest
  @CsvSource({"10", "60"})
  void bitRate_askedFor_isThat(double rate) {
    assertEquals(5_000, bitRate(HD, OptionalLong.of(5_000), OptionalDouble.of(rate)));
  }

  @Test
  void bitRate_rateNotKnown_isThatOfThirty() {
    assertEquals(
        bitRate(HD, OptionalLong.empty(), OptionalDouble.of(30)),
        bitRate(HD, OptionalLong.empty(), OptionalDouble.empty()));
  }

  private static long bitRate(VideoFormat format, OptionalLong asked, OptionalDouble rate) {
    EncoderKind kind =
        EncoderKind.available().stream()
            .filter(one -> one.implementation().equals("libvpx"))
            .findFirst()
            .orElseThrow();
    return kind.bitRate(
        new EncoderSettings(
            format, asked, OptionalInt.empty(), Effort.BALANCED, rate, 2_000_000, 1, Map.of()),
        format);
  }
}
