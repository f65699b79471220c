package org.kinora.spi.capture;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is captured.
 *
 * @param source a file, a URL, or {@code kind:device}
 * @param options by name; unknown ones are refused
 * @param timeout how long the source may be silent
 */
public record CaptureSettings(String source, Map<String, String> options, Duration timeout) {
  /** RFC 3986, section 3.2.1. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=^[a-z]{1,9}://)[^/?#]*@");

  /** Copies the options. */
  public CaptureSettings {
    Objects.requireNonNull(source);
    options = Map.copyOf(options);
    Objects.requireNonNull(timeout);
  }

  /** The source as people may see it: without the user's name and password. */
  public String publicSource() {
    return USER_INFO.matcher(source).replaceFirst("");
  }

  /** Never tells a password. */
  @Override
  public String toString() {
    return publicSource();
  }
}
