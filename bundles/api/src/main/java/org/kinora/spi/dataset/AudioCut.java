package org.kinora.spi.dataset;

import java.util.Objects;

/**
 * A file of sound to be made of a part of a recording. It has exactly {@code round(endUs · rate) -
 * round(startUs · rate)} samples in each channel.
 *
 * @param track the audio track's id
 * @param startUs where it begins
 * @param endUs where it ends
 * @param container of the file: {@code wave}
 * @param codec PCM, such as {@code pcm_s16le}, or {@code flac}
 */
public record AudioCut(int track, long startUs, long endUs, String container, String codec) {
  /** Checks the order. */
  public AudioCut {
    Objects.requireNonNull(container);
    Objects.requireNonNull(codec);
    if (startUs >= endUs) {
      throw new IllegalArgumentException("cut from %d to %d us".formatted(startUs, endUs));
    }
  }
}
