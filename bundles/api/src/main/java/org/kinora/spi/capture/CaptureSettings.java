package org.kinora.spi.capture;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What is captured.
 *
 * @param source a file, a URL, or {@code kind:device}
 * @param options by name; unknown ones are refused
 * @param timeout how long the source may be silent
 */
public record CaptureSettings(String source, Map<String, String> options, Duration timeout) {
  /** Copies the options. */
  public CaptureSettings {
    Objects.requireNonNull(source);
    options = Map.copyOf(options);
    Objects.requireNonNull(timeout);
  }
}
