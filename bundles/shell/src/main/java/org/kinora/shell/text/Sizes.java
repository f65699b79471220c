package org.kinora.shell.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Bytes and bit rates as people write and read them. */
public final class Sizes {
  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB"};
  private static final Pattern RATE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)([kMG]?)");

  private Sizes() {}

  /** Writes bytes: {@code 372 B}, {@code 1.9 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1023.95 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, BINARY[unit]);
  }

  /** Writes the rate of bytes over a time: {@code 812 kbit/s}; empty without a time. */
  public static String rate(long bytes, long durationUs) {
    if (durationUs <= 0) {
      return "";
    }
    double kbit = bytes * 8000.0 / durationUs;
    return kbit >= 999.5
        ? String.format(Locale.ROOT, "%.1f Mbit/s", kbit / 1000)
        : String.format(Locale.ROOT, "%.0f kbit/s", kbit);
  }

  /**
   * Reads bits a second: {@code 4M}, {@code 800k}, {@code 2500000}.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public static long parseRate(String text) throws MediaException {
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      int digits =
          switch (matcher.group(2)) {
            case "k" -> 3;
            case "M" -> 6;
            case "G" -> 9;
            default -> 0;
          };
      BigDecimal bits = new BigDecimal(matcher.group(1)).movePointRight(digits);
      if (bits.compareTo(BigDecimal.ONE) >= 0 && bits.compareTo(BigDecimal.valueOf(1e12)) < 0) {
        return bits.longValue();
      }
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + text + "' is not a bit rate; write bits a second such as 4M, 800k or 2500000");
  }
}
