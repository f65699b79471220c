package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.spi.codec.Encoder;

/** The contract of an audio encoder: {@link #settings()} ask for an {@link AudioFormat}. */
public abstract non-sealed class AudioEncoderContract extends EncoderContract {
  private static final int FRAMES = 100;

  /** Not the frame length of any codec. */
  private static final int FRAME_COUNT = 997;

  private static final long PACKET_LIMIT_US = 150_000;

  /** For a subclass. */
  protected AudioEncoderContract() {}

  @Override
  void encodeFrames(Encoder encoder, boolean overwritten, SampleSink sink) throws IOException {
    for (int i = 0; i < FRAMES; i++) {
      float[] numbers = tone(i);
      FloatBuffer lent = FloatBuffer.wrap(numbers);
      AudioFrame frame =
          new AudioFrame(timeUs(i), target().sampleRate(), target().channels(), lent);
      encoder.encode(frame, false, sink);
      if (overwritten) {
        Arrays.fill(numbers, 1);
      }
    }
  }

  @Test
  void encode_sound_coversAllOfIt() throws IOException {
    List<Sample> samples = encodeAll(settings());
    SampleInfo last = samples.get(samples.size() - 1).info();
    long endUs = timeUs(FRAMES);
    long coveredUs = last.timeUs() + last.durationUs();
    assertTrue(
        coveredUs >= endUs - PACKET_LIMIT_US && coveredUs <= endUs + PACKET_LIMIT_US,
        "sound until " + endUs + " us gave samples until " + coveredUs);
    long firstUs = samples.get(0).info().timeUs();
    assertTrue(Math.abs(firstUs) <= PACKET_LIMIT_US, "the first sample is at " + firstUs);
  }

  @Test
  void encode_sound_hasNoGaps() throws IOException {
    List<Sample> samples = encodeAll(settings());
    for (int i = 1; i < samples.size(); i++) {
      SampleInfo before = samples.get(i - 1).info();
      long gapUs = samples.get(i).info().timeUs() - before.timeUs() - before.durationUs();
      assertTrue(Math.abs(gapUs) <= 1, "gap of " + gapUs + " us before sample " + i);
    }
  }

  @Test
  void format_sound_isAsAsked() throws IOException {
    try (Encoder encoder = factory().create(settings())) {
      AudioFormat made = (AudioFormat) encoder.format();
      assertEquals(target().sampleRate(), made.sampleRate());
      assertEquals(target().channels(), made.channels());
    }
  }

  private AudioFormat target() {
    return (AudioFormat) settings().target();
  }

  private long timeUs(int frame) {
    return MediaTime.toUs((long) frame * FRAME_COUNT, target().sampleRate());
  }

  private float[] tone(int frame) {
    int channels = target().channels();
    float[] numbers = new float[FRAME_COUNT * channels];
    for (int i = 0; i < numbers.length; i++) {
      long position = (long) frame * FRAME_COUNT + i / channels;
      numbers[i] = (float) (0.4 * Math.sin(position * 2 * Math.PI * 440 / target().sampleRate()));
    }
    return numbers;
  }
}
