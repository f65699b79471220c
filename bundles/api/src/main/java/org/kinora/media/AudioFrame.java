package org.kinora.media;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A run of decoded sound.
 *
 * @param timeUs time of the first sample
 * @param sampleRate in Hz
 * @param channels at least 1
 * @param samples interleaved, −1 to 1, from position to limit; lent with the frame
 */
public record AudioFrame(long timeUs, int sampleRate, int channels, FloatBuffer samples)
    implements Frame {
  /** Checks the numbers. */
  public AudioFrame {
    Objects.requireNonNull(samples);
    if (sampleRate < 1 || channels < 1 || samples.remaining() % channels != 0) {
      throw new IllegalArgumentException(
          sampleRate + " Hz, " + channels + " channels, " + samples.remaining() + " numbers");
    }
  }

  /** Samples per channel. */
  public int count() {
    return samples.remaining() / channels;
  }
}
