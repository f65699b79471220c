package org.kinora.spi.codec;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.kinora.media.TrackFormat;

/**
 * What an encoder shall make.
 *
 * @param target codec, and picture size or sample rate and channels; its configuration is ignored
 * @param bitRate bits a second; absent for the encoder's default at this size
 * @param keyframeIntervalUs a key frame at least this often; 0 makes every picture one
 * @param threads how many threads it may use inside, at least 1
 * @param options further options by name; an encoder refuses those it does not know
 */
public record EncoderSettings(
    TrackFormat target,
    OptionalLong bitRate,
    long keyframeIntervalUs,
    int threads,
    Map<String, String> options) {
  /** Copies and checks. */
  public EncoderSettings {
    Objects.requireNonNull(target);
    Objects.requireNonNull(bitRate);
    options = Map.copyOf(options);
    if (threads < 1 || keyframeIntervalUs < 0) {
      throw new IllegalArgumentException(
          "threads " + threads + ", key frames " + keyframeIntervalUs);
    }
  }
}
