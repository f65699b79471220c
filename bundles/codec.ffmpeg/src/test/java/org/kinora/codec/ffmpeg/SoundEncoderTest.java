package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.codec.ffmpeg.Encoders.codec;
import static org.kinora.codec.ffmpeg.Encoders.factory;
import static org.kinora.codec.ffmpeg.Encoders.keep;
import static org.kinora.codec.ffmpeg.Encoders.settings;
import static org.kinora.codec.ffmpeg.Encoders.sine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.codec.ffmpeg.Encoders.Sample;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.Encoder;

/** Encoders of sound. */
class SoundEncoderTest {
  @ParameterizedTest
  @CsvSource({
    "libopus, 48000, 2, 48000, 2", "libopus, 48000, 1, 44100, 2", "aac, 48000, 2, 48000, 2",
    "aac, 44100, 1, 48000, 2", "flac, 48000, 2, 48000, 2", "flac, 48000, 2, 16000, 1"
  })
  void encode_sound_keepsSamplesAndTone(
      String implementation, int rate, int channels, int inRate, int inChannels)
      throws IOException {
    AudioFormat target = new AudioFormat(codec(implementation), rate, channels, 0, Blob.EMPTY);
    List<Sample> samples = new ArrayList<>();
    AudioFormat made;
    int inCount = inRate + 123;
    try (Encoder encoder = factory(implementation).create(settings(target, Map.of()))) {
      made = (AudioFormat) encoder.format();
      for (int at = 0; at < inCount; at += 997) {
        encoder.encode(
            sine(at, Math.min(997, inCount - at), inRate, inChannels), false, keep(samples));
      }
      encoder.flush(keep(samples));
    }
    assertFalse(made.config().isEmpty());
    SampleInfo last = samples.get(samples.size() - 1).info();
    long endUs = 2_000_000 + inCount * 1_000_000L / inRate;
    assertTrue(
        Math.abs(endUs - last.timeUs() - last.durationUs()) < 50,
        "ends at " + (last.timeUs() + last.durationUs()) + ", not " + endUs);
    long leadUs = 2_000_000 - samples.get(0).info().timeUs();
    assertTrue(
        Math.abs(leadUs - made.preSkip() * 1_000_000L / rate) <= 1,
        "begins " + leadUs + " us early");
    List<Float> values = new ArrayList<>();
    try (Decoder decoder = new FfmpegDecoderFactory().create(made, 1)) {
      for (Sample sample : samples) {
        decoder.decode(
            sample.info(),
            sample.data().buffer(),
            frame -> {
              AudioFrame sound = (AudioFrame) frame;
              for (int i = 0; i < sound.samples().remaining(); i += channels) {
                values.add(sound.samples().get(i));
              }
            });
      }
    }
    List<Float> valid = values.subList(made.preSkip(), values.size());
    double worst = 0;
    for (int i = rate / 4; i < rate / 2; i++) {
      worst =
          Math.max(worst, Math.abs(valid.get(i) - 0.5 * Math.sin(i * 2 * Math.PI * 440 / rate)));
    }
    assertTrue(worst < 0.03, "differs by " + worst);
  }

  @Test
  void encode_opus_headSaysPreSkip() throws IOException {
    AudioFormat target = new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY);
    try (Encoder encoder = factory("libopus").create(settings(target, Map.of()))) {
      AudioFormat made = (AudioFormat) encoder.format();
      byte[] head = made.config().toByteArray();
      assertEquals("OpusHead", new String(head, 0, 8, StandardCharsets.US_ASCII));
      assertEquals(312, made.preSkip());
      assertEquals(312, (head[10] & 0xff) | (head[11] & 0xff) << 8);
    }
  }

  @Test
  void encode_aac_configIsAudioSpecificConfig() throws IOException {
    AudioFormat target = new AudioFormat("aac", 48_000, 2, 0, Blob.EMPTY);
    try (Encoder encoder = factory("aac").create(settings(target, Map.of()))) {
      byte[] config = ((AudioFormat) encoder.format()).config().toByteArray();
      // AAC-LC (2), 48 kHz (3), two channels (ISO/IEC 14496-3, table 1.15)
      assertArrayEquals(new byte[] {0x11, (byte) 0x90}, Arrays.copyOf(config, 2));
    }
  }
}
