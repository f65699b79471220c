package org.kinora.export;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;

/**
 * How composed pictures are encoded.
 *
 * @param codec absent for the container's preferred codec that an encoder is there for
 * @param effort how much work is spent
 * @param bitRate bits a second; absent for what suits size, picture rate and effort
 * @param quality 0 to 100, constant over time, instead of a bit rate; 100 is hardly told from the
 *     composed pictures
 * @param frameRate a constant rate; absent for each picture at its own time
 */
public record VideoSettings(
    Optional<String> codec,
    Effort effort,
    OptionalLong bitRate,
    OptionalInt quality,
    Optional<FrameRate> frameRate) {
  /** What suits most. */
  public static final VideoSettings USUAL =
      new VideoSettings(
          Optional.empty(),
          Effort.BALANCED,
          OptionalLong.empty(),
          OptionalInt.empty(),
          Optional.empty());

  /** Checks that not both rates are there. */
  public VideoSettings {
    Objects.requireNonNull(codec);
    Objects.requireNonNull(effort);
    Objects.requireNonNull(frameRate);
    if (bitRate.isPresent() && quality.isPresent()) {
      throw new IllegalArgumentException("a bit rate and a quality; give one of them");
    }
    if (bitRate.isPresent() && bitRate.getAsLong() < 1000) {
      throw new IllegalArgumentException("bit rate " + bitRate.getAsLong() + "; 1000 at least");
    }
    if (quality.isPresent() && (quality.getAsInt() < 0 || quality.getAsInt() > 100)) {
      throw new IllegalArgumentException("quality " + quality.getAsInt() + "; 0 to 100");
    }
  }
}
