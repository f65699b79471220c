package org.kinora.shell.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;

/** Times as people write and read them. */
public final class Times {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)(us|ms|s)?");
  private static final Pattern CLOCK =
      Pattern.compile("(?:(\\d{1,9}):)?(\\d{1,9}):(\\d{1,2}(?:\\.\\d{1,18})?)");
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  private Times() {}

  /**
   * Reads {@code 12.5}, {@code 5s}, {@code 250ms}, {@code 1500000us}, {@code 1:02.250} or {@code
   * 1:00:02.250}; a number by itself is seconds. Parts of a microsecond are rounded.
   *
   * @return microseconds
   * @throws MediaException ARGUMENT_INVALID
   */
  public static long parse(String text) throws MediaException {
    Matcher amount = AMOUNT.matcher(text);
    if (amount.matches()) {
      String unit = amount.group(2) == null ? "s" : amount.group(2);
      int digits = unit.equals("us") ? 0 : unit.equals("ms") ? 3 : 6;
      return toLong(new BigDecimal(amount.group(1)).movePointRight(digits), text);
    }
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      BigDecimal seconds = new BigDecimal(clock.group(3));
      BigDecimal minutes = new BigDecimal(clock.group(2));
      boolean withHours = clock.group(1) != null;
      if (seconds.compareTo(MINUTE) < 0 && (!withHours || minutes.compareTo(MINUTE) < 0)) {
        BigDecimal hours = withHours ? new BigDecimal(clock.group(1)) : BigDecimal.ZERO;
        BigDecimal all = hours.multiply(MINUTE).add(minutes).multiply(MINUTE).add(seconds);
        return toLong(all.movePointRight(6), text);
      }
    }
    throw invalid(text);
  }

  private static long toLong(BigDecimal us, String text) throws MediaException {
    try {
      return us.setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException e) {
      throw invalid(text);
    }
  }

  private static MediaException invalid(String text) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + text + "' is not a time; write 12.5, 1:02.250, 1:00:02.250, 5s, 250ms or 1500000us");
  }

  /** Writes {@code h:mm:ss.mmm}, cut to milliseconds; for lengths. */
  public static String format(long us) {
    long ms = Math.abs(us) / 1000;
    return sign(us, ms == 0) + clock(ms / 1000) + String.format(Locale.ROOT, ".%03d", ms % 1000);
  }

  /** Writes {@code h:mm:ss.mmmmmm}, exactly; for times that lead back to one sample. */
  public static String exact(long us) {
    long abs = Math.abs(us);
    return sign(us, false)
        + clock(abs / MediaTime.US_PER_SECOND)
        + String.format(Locale.ROOT, ".%06d", abs % MediaTime.US_PER_SECOND);
  }

  /** Writes {@code h:mm:ss}. */
  public static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String sign(long us, boolean zero) {
    return us < 0 && !zero ? "-" : "";
  }
}
