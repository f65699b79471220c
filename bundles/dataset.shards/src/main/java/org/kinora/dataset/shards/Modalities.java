package org.kinora.dataset.shards;

import java.util.Optional;

/**
 * What was recorded.
 *
 * @param audio its sound, where there is some
 * @param coordinateSpace what the recorder counted places in: {@code page}, {@code screen}, {@code
 *     video}
 */
record Modalities(
    boolean screen,
    boolean webcam,
    Optional<Audio> audio,
    boolean keyboard,
    boolean mouse,
    String coordinateSpace,
    boolean touch,
    boolean gamepad) {
  /** The sound of a recording. */
  record Audio(int channels, int sampleRateHz) {}
}
