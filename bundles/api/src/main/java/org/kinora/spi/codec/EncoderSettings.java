package org.kinora.spi.codec;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.media.Effort;
import org.kinora.media.TrackFormat;

/**
 * What an encoder shall make.
 *
 * @param target codec, and picture size or sample rate and channels; its configuration is ignored
 * @param bitRate bits a second; absent for the encoder's default at this size and picture rate
 * @param quality 0 to 100, constant over time, instead of a bit rate; absent for none asked
 * @param effort how much work it spends
 * @param pictureRate how many pictures a second come on the average; absent where that is not known
 * @param keyframeIntervalUs a key frame at least this often; 0 makes every picture one
 * @param threads how many threads it may use inside, at least 1
 * @param options further options by name; an encoder refuses those it does not know
 */
public record EncoderSettings(
    TrackFormat target,
    OptionalLong bitRate,
    OptionalInt quality,
    Effort effort,
    OptionalDouble pictureRate,
    long keyframeIntervalUs,
    int threads,
    Map<String, String> options) {
  /** Copies and checks. */
  public EncoderSettings {
    Objects.requireNonNull(target);
    Objects.requireNonNull(bitRate);
    Objects.requireNonNull(quality);
    Objects.requireNonNull(effort);
    Objects.requireNonNull(pictureRate);
    options = Map.copyOf(options);
    if (threads < 1 || keyframeIntervalUs < 0) {
      throw new IllegalArgumentException(
          "threads " + threads + ", key frames " + keyframeIntervalUs);
    }
  }

  /** At a picture rate that is not known. */
  public EncoderSettings(
      TrackFormat target,
      OptionalLong bitRate,
      OptionalInt quality,
      Effort effort,
      long keyframeIntervalUs,
      int threads,
      Map<String, String> options) {
    this(
        target,
        bitRate,
        quality,
        effort,
        OptionalDouble.empty(),
        keyframeIntervalUs,
        threads,
        options);
  }

  /** With the usual effort and without a constant quality. */
  public EncoderSettings(
      TrackFormat target,
      OptionalLong bitRate,
      long keyframeIntervalUs,
      int threads,
      Map<String, String> options) {
    this(
        target,
        bitRate,
        OptionalInt.empty(),
        Effort.BALANCED,
        keyframeIntervalUs,
        threads,
        options);
  }
}
