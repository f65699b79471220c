package org.kinora.lib.timecode;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The wall clock at time 0, as the options {@code start} and {@code zone} of a muxer say, or else
 * the recording.
 */
public final class WallClock {
  /** The option that says when; {@code none} for a file that does not say. */
  public static final String START = "start";

  /** The option that says whose clock is stated. */
  public static final String ZONE = "zone";

  /** {@link #START} for people. */
  public static final String START_OPTION =
      "start=as recorded, the wall clock at time 0, such as 2026-03-01T12:00:00.250+02:00, or none";

  /** {@link #ZONE} for people. */
  public static final String ZONE_OPTION =
      "zone=as recorded, the time zone of the stated wall clock, such as Europe/Berlin";

  private static final String NONE = "none";

  private WallClock() {}

  /**
   * The wall clock at time 0.
   *
   * @param start the option, or nothing
   * @param zone the option, or nothing
   * @param recorded what the recording says
   * @return empty if nobody knows it, or if it shall not be stated
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Optional<OffsetDateTime> of(
      String start, String zone, Optional<ZonedDateTime> recorded) throws MediaException {
    Optional<ZoneId> place = zone.isEmpty() ? Optional.empty() : Optional.of(zone(zone));
    Optional<OffsetDateTime> clock =
        start.isEmpty()
            ? recorded.map(ZonedDateTime::toOffsetDateTime)
            : start.equals(NONE) ? Optional.empty() : Optional.of(start(start));
    return place.isEmpty()
        ? clock
        : clock.map(time -> time.atZoneSameInstant(place.get()).toOffsetDateTime());
  }

  private static ZoneId zone(String zone) throws MediaException {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw invalid(ZONE, zone, "a name such as Europe/Berlin, or an offset such as +05:30", e);
    }
  }

  private static OffsetDateTime start(String start) throws MediaException {
    try {
      return OffsetDateTime.parse(start);
    } catch (DateTimeException e) {
      throw invalid(START, start, "a time with its offset, 2026-03-01T12:00:00.250+02:00", e);
    }
  }

  private static MediaException invalid(
      String option, String found, String expected, DateTimeException cause) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "option %s is '%s', expected %s".formatted(option, found, expected),
        cause);
  }
}
