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

  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?(?:([kKMGT])(i?))?B?");
  private static final String PREFIXES = "KMGT";

  private Sizes() {}

  /**
   * Reads bytes: {@code 80GB}, {@code 500MiB}, {@code 4096}; thousands without the {@code i}.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public static long parseBytes(String text) throws MediaException {
    Matcher matcher = BYTES.matcher(text);
    if (matcher.matches()) {
      String prefix = matcher.group(2);
      int power = prefix == null ? 0 : 1 + PREFIXES.indexOf(prefix.toUpperCase(Locale.ROOT));
      boolean binary = prefix != null && !matcher.group(3).isEmpty();
      BigDecimal unit = BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
      BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
      if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
        return bytes.longValue();
      }
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + text + "' is not a size; write bytes such as 80GB, 500MiB or 4096");
  }

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
