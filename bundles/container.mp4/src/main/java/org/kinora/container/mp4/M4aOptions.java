package org.kinora.container.mp4;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What a caller may state.
 *
 * @param start the wall clock at time 0, ISO 8601 with its offset; with it the file has timecode
 * @param rate how the timecode counts
 * @param title of the recording
 * @param artist who is heard
 * @param session the recording's id
 */
record M4aOptions(
    Optional<OffsetDateTime> start,
    TimecodeRate rate,
    String title,
    String artist,
    String session) {
  private static final String START = "start";
  private static final String RATE = "rate";

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static M4aOptions of(Map<String, String> options) throws MediaException {
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(List.of(START, RATE, "title", "artist", "session"));
    if (!unknown.isEmpty()) {
      throw invalid("option " + unknown + "; expected start, rate, title, artist or session");
    }
    String rate = options.getOrDefault(RATE, "25");
    return new M4aOptions(
        start(options.getOrDefault(START, "")),
        TimecodeRate.of(rate)
            .orElseThrow(() -> invalid("option rate=" + rate + "; expected " + TimecodeRate.NAMES)),
        options.getOrDefault("title", ""),
        options.getOrDefault("artist", ""),
        options.getOrDefault("session", ""));
  }

  private static Optional<OffsetDateTime> start(String value) throws MediaException {
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(value));
    } catch (DateTimeException e) {
      throw invalid("option start=" + value + "; expected like 2026-03-01T12:00:00.250+02:00");
    }
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, "m4a: " + message);
  }
}
