package org.kinora.playback;

import java.util.Objects;
import java.util.OptionalInt;
import org.kinora.scene.Scene;

/**
 * How a player shows a recording.
 *
 * @param scene what it looks like
 * @param track the video track; absent for the first
 * @param maxWidth pictures are made at most so wide, 16 to 16,384; absent for the scene's size
 * @param memoryBytes the most that samples and decoded pictures take together
 */
public record PlayerSettings(
    Scene scene, OptionalInt track, OptionalInt maxWidth, long memoryBytes) {
  /** The usual bound. */
  public static final long USUAL_MEMORY_BYTES = 200_000_000;

  /** Checks the numbers. */
  public PlayerSettings {
    Objects.requireNonNull(scene);
    Objects.requireNonNull(track);
    if (maxWidth.isPresent() && (maxWidth.getAsInt() < 16 || maxWidth.getAsInt() > 16_384)) {
      throw new IllegalArgumentException("pictures at most " + maxWidth.getAsInt() + " wide");
    }
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("a bound of " + memoryBytes + " bytes");
    }
  }

  /** A scene at its size, within the usual bound. */
  public static PlayerSettings of(Scene scene) {
    return new PlayerSettings(scene, OptionalInt.empty(), OptionalInt.empty(), USUAL_MEMORY_BYTES);
  }
}
