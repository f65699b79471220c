package org.kinora.shell.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Moments and spans as people write and read them. */
public final class Moments {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS XXX", Locale.ROOT);
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(w|d|h|m|s)");

  private Moments() {}

  /**
   * Reads {@code 2026-01-01T10:00}, {@code 2026-01-01}, {@code 2026-01-01T09:00Z}, {@code now} or
   * {@code -1h}, an hour ago.
   *
   * @param now also says in which zone a time without one is
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Instant parse(String text, ZonedDateTime now) throws MediaException {
    if (text.equals("now")) {
      return now.toInstant();
    } else if (text.startsWith("-")) {
      return now.toInstant().minus(parseSpan(text.substring(1)));
    }
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay(now.getZone()).toInstant();
      } else if (text.matches(".*T.*(Z|[+-][0-9:]+)")) {
        return OffsetDateTime.parse(text).toInstant();
      }
      return LocalDateTime.parse(text).atZone(now.getZone()).toInstant();
    } catch (DateTimeException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "'%s' is not a moment; write 2026-01-01T10:00, 2026-01-01T10:00:00.5+01:00, 2026-01-01,"
                  .formatted(text)
              + " now, or -1h for an hour ago",
          e);
    }
  }

  /**
   * Reads {@code 30d}, {@code 12h}, {@code 90m}, {@code 45s} or {@code 2w}.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Duration parseSpan(String text) throws MediaException {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "'" + text + "' is not a span of time; write 30d, 12h, 90m, 45s or 2w");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "w" -> Duration.ofDays(7 * amount);
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** Writes a moment in a zone, cut to milliseconds. */
  public static String format(Instant moment, ZoneId zone) {
    return MOMENT.format(moment.atZone(zone));
  }
}
