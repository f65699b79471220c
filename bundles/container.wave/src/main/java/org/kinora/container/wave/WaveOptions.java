package org.kinora.container.wave;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The options of the muxer. If any is given the file has the chunks {@code bext} and {@code iXML}.
 *
 * @param start the wall clock at time 0: ISO 8601 with its offset from UTC, {@code
 *     2026-03-01T12:00:00.250+02:00}; its date and time of day are what the file states
 * @param description what is heard
 * @param originator who made it
 * @param reference the originator's name for it
 */
record WaveOptions(
    Optional<OffsetDateTime> start, String description, String originator, String reference) {
  private static final Set<String> KNOWN =
      Set.of("start", "description", "originator", "reference");

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or a value that is none
   */
  static WaveOptions parse(Map<String, String> values) throws MediaException {
    Options options = Options.of(values, KNOWN);
    String start = options.text("start", "");
    try {
      return new WaveOptions(
          start.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(start)),
          options.text("description", ""),
          options.text("originator", ""),
          options.text("reference", ""));
    } catch (DateTimeException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "wave: start is '" + start + "', expected like 2026-03-01T12:00:00.250+02:00",
          e);
    }
  }

  /** Whether there is anything to state beside the sound. */
  boolean isBroadcast() {
    return start.isPresent()
        || !description.isEmpty()
        || !originator.isEmpty()
        || !reference.isEmpty();
  }
}
