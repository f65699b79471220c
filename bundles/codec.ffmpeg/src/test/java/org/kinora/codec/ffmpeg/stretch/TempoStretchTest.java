package org.kinora.codec.ffmpeg.stretch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.AudioFrame;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

final class TempoStretchTest {
  private static final int RATE = 48_000;
  private static final int HZ = 440;

  /** A sine keeps its pitch, counted by where it rises through zero, and lasts as it should. */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.25, 2", "0.5, 1", "0.9, 2", "1.5, 1", "2, 2", "4, 1", "16, 2"})
  void process_sine_keepsItsPitchAndChangesItsLength(double speed, int channels)
      throws IOException {
    int seconds = speed > 2 ? 16 : 3;
    float[] made = stretch(sine(seconds, channels), channels, speed);
    double expected = seconds * RATE / speed;
    assertEquals(expected, made.length, expected * 0.02 + 2400, "frames");
    int from = made.length / 4;
    int to = made.length * 3 / 4;
    double hz = (double) rises(made, from, to) * RATE / (to - from);
    assertEquals(HZ, hz, HZ * 0.03);
  }

  @Test
  void process_times_areCountedFromTheFirst() throws IOException {
    try (TempoStretch stretch = TempoStretch.open(RATE, 1, 2)) {
      long[] next = {5_000_000};
      long[] frames = {0};
      float[] sound = sine(2, 1);
      for (int at = 0; at < sound.length; at += 960) {
        AudioFrame part =
            new AudioFrame(
                5_000_000 + at * 1_000_000L / RATE, RATE, 1, FloatBuffer.wrap(sound, at, 960));
        stretch.process(part, frame -> next[0] = follows(frame, next[0], frames));
      }
      stretch.flush(frame -> next[0] = follows(frame, next[0], frames));
      assertEquals((double) RATE, (double) frames[0], 2400);
    }
  }

  private static long follows(Frame frame, long expectedUs, long[] frames) {
    assertEquals(expectedUs, frame.timeUs());
    frames[0] += ((AudioFrame) frame).count();
    return 5_000_000 + Math.round(frames[0] * 1e6 / RATE);
  }

  @Test
  void open_speedOutside_isRefused() {
    for (double speed : new double[] {0, 0.05, 17, Double.NaN}) {
      MediaException e =
          assertThrows(MediaException.class, () -> TempoStretch.open(RATE, 2, speed));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    }
  }

  @Test
  void process_otherShape_isRefused() throws IOException {
    try (TempoStretch stretch = TempoStretch.open(RATE, 2, 2)) {
      AudioFrame mono = new AudioFrame(0, RATE, 1, FloatBuffer.allocate(8));
      MediaException e =
          assertThrows(MediaException.class, () -> stretch.process(mono, frame -> {}));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
      assertTrue(e.getMessage().contains("1 channels"), e.getMessage());
    }
  }

  private static float[] sine(int seconds, int channels) {
    float[] sound = new float[seconds * RATE * channels];
    for (int i = 0; i < sound.length; i++) {
      int frame = i / channels;
      sound[i] = (float) (0.5 * Math.sin(2 * Math.PI * HZ * frame / RATE));
    }
    return sound;
  }

  /** The first channel of what comes out. */
  private static float[] stretch(float[] sound, int channels, double speed) throws IOException {
    float[] out = new float[(int) (sound.length / speed * 1.2) + RATE];
    int[] count = {0};
    try (TempoStretch stretch = TempoStretch.open(RATE, channels, speed)) {
      int step = 1024 * channels;
      for (int at = 0; at < sound.length; at += step) {
        FloatBuffer part = FloatBuffer.wrap(sound, at, Math.min(step, sound.length - at));
        stretch.process(
            new AudioFrame(0, RATE, channels, part), frame -> keep(frame, channels, out, count));
      }
      stretch.flush(frame -> keep(frame, channels, out, count));
    }
    return Arrays.copyOf(out, count[0]);
  }

  private static void keep(Frame frame, int channels, float[] out, int[] count) {
    FloatBuffer numbers = ((AudioFrame) frame).samples();
    for (int i = numbers.position(); i < numbers.limit(); i += channels) {
      out[count[0]++] = numbers.get(i);
    }
  }

  private static int rises(float[] sound, int from, int to) {
    int rises = 0;
    for (int i = from + 1; i < to; i++) {
      rises += sound[i - 1] < 0 && sound[i] >= 0 ? 1 : 0;
    }
    return rises;
  }
}
