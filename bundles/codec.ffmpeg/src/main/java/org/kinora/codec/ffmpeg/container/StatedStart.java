package org.kinora.codec.ffmpeg.container;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.timecode.TimecodeRate;

/**
 * What a file states about the moment of its time 0: a wall clock with its zone, timecode, or the
 * clock of a place that is not named.
 */
final class StatedStart {
  /** Timecode at time 0, and the frames of a second as a fraction. */
  static final String TIMECODE = "timecode";

  static final String TIMECODE_RATE = "timecode.rate";

  /** The wall clock at time 0 where no zone is stated. */
  static final String WALL_CLOCK = "wall_clock";

  private static final String CREATION_TIME = "creation_time";
  private static final String DATE = "date";
  private static final String START_UNIX_NS = "START_UNIX_NS";
  private static final String ZONE = "ZONE";
  private static final String TIME_REFERENCE = "time_reference";
  private static final long NANOS = 1_000_000_000;

  private StatedStart() {}

  /**
   * The moment of time 0: as Kinora states it, or else when the file says it was made. A file with
   * timecode begins with a frame, so its time 0 lies before the recording's by the rest of that
   * frame.
   */
  static Optional<ZonedDateTime> of(Map<String, String> tags) {
    try {
      String nanos = tags.get(START_UNIX_NS);
      if (nanos != null) {
        ZonedDateTime began = instant(Long.parseLong(nanos)).atZone(zone(tags));
        return Optional.of(began.minusNanos(restNanos(tags, began.toLocalTime())));
      }
      String made = tags.get(CREATION_TIME);
      return made == null ? Optional.empty() : Optional.of(ZonedDateTime.parse(made));
    } catch (DateTimeException | NumberFormatException e) {
      // free text; it stays among the tags
      return Optional.empty();
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  private static ZoneId zone(Map<String, String> tags) {
    String named = tags.get(ZONE);
    if (named != null) {
      return ZoneId.of(named);
    }
    String date = tags.get(DATE);
    return date == null ? ZoneOffset.UTC : OffsetDateTime.parse(date).getOffset();
  }

  private static long restNanos(Map<String, String> tags, LocalTime clock) {
    String label = tags.getOrDefault(TIMECODE, "");
    String[] fraction = tags.getOrDefault(TIMECODE_RATE, "").split("/", 2);
    if (fraction.length != 2) {
      return 0;
    }
    return TimecodeRate.of(
            Long.parseLong(fraction[0]), Long.parseLong(fraction[1]), label.contains(";"))
        .map(rate -> rate.at(clock))
        .map(TimecodeRate.Position::restNanos)
        .orElse(0L);
  }

  /**
   * The clock of a Broadcast WAV: its date, and the frames since midnight (EBU Tech 3285, {@code
   * TimeReference}).
   */
  static Optional<String> wallClock(Map<String, String> tags, int sampleRate) {
    String reference = tags.get(TIME_REFERENCE);
    String date = tags.get(DATE);
    if (reference == null || date == null) {
      return Optional.empty();
    }
    try {
      long frames = Long.parseLong(reference);
      long seconds = frames / sampleRate;
      long nanos = frames % sampleRate * NANOS / sampleRate;
      return Optional.of(
          LocalDate.parse(date).atStartOfDay().plusSeconds(seconds).plusNanos(nanos).toString());
    } catch (DateTimeException | NumberFormatException e) {
      // free text; it stays among the tags
      return Optional.empty();
    }
  }
}
