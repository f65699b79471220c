package org.kinora.codec.ffmpeg.av;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.bitstream.AacConfig;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/** AAC with ADTS headers. */
final class AdtsTest {
  /** The profiles are FFmpeg's numbers: LC, HE, HE v2, not known. */
  @ParameterizedTest
  @CsvSource({
    "1, 44100, 2, 44100, 2",
    "4, 48000, 2, 24000, 2",
    "28, 44100, 2, 22050, 1",
    "-99, 8000, 1, 8000, 1",
    "1, 48000, 8, 48000, 8"
  })
  void withConfig_anyProfile_describesTheCore(
      int profile, int rate, int channels, int coreRate, int coreChannels) throws MediaException {
    AudioFormat said = new AudioFormat("aac", rate, channels, 0, Blob.EMPTY);
    AudioFormat format = Adts.withConfig(said, profile);
    AacConfig config = AacConfig.parse(format.config());
    assertEquals(2, config.objectType());
    assertEquals(coreRate, config.sampleRate());
    assertEquals(coreChannels, config.channels());
    assertEquals(rate, format.sampleRate());
  }

  @Test
  void withConfig_rateWithoutIndex_isLeftAlone() {
    AudioFormat said = new AudioFormat("aac", 44_000, 2, 0, Blob.EMPTY);
    assertEquals(said, Adts.withConfig(said, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "fff15080043ffcaabb, aabb",
    "fff05080043ffc1234aabb, aabb",
    "211004608c1c, 211004608c1c",
    "fff15080043ffc, fff15080043ffc"
  })
  void withoutHeader_anySample_isTheAccessUnit(String sample, String unit) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(sample));
    assertEquals(unit, Blob.of(Adts.withoutHeader(bytes)).toString());
  }
}
