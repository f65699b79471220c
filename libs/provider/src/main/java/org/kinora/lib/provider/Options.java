package org.kinora.lib.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The options that a provider was given, by name. */
public final class Options {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(us|ms|s|min|h)");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Map<String, Long> UNITS_US =
      Map.of("us", 1L, "ms", 1_000L, "s", 1_000_000L, "min", 60_000_000L, "h", 3_600_000_000L);

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The options, if all their names are known.
   *
   * @throws MediaException ARGUMENT_INVALID that names the unknown ones
   */
  public static Options of(Map<String, String> values, Set<String> known) throws MediaException {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          known.isEmpty()
              ? "unknown options " + unknown + "; there are none"
              : "unknown options " + unknown + "; there is " + new TreeSet<>(known));
    }
    return new Options(Map.copyOf(values));
  }

  /** The option of that name, or what it is by default. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /**
   * One word of several.
   *
   * @throws MediaException ARGUMENT_INVALID that names them
   */
  public String choice(String name, String otherwise, List<String> words) throws MediaException {
    String word = text(name, otherwise);
    if (!words.contains(word)) {
      throw invalid(name, word, "one of " + String.join(", ", words));
    }
    return word;
  }

  /**
   * A span of time in microseconds, above 0, written with its unit: {@code 250us}, {@code 40ms},
   * {@code 1.5s}, {@code 10min}, {@code 2h}.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public long durationUs(String name, String otherwise) throws MediaException {
    String text = text(name, otherwise);
    Matcher parts = DURATION.matcher(text);
    if (parts.matches()) {
      BigDecimal unitUs = BigDecimal.valueOf(UNITS_US.getOrDefault(parts.group(2), 0L));
      long durationUs = new BigDecimal(parts.group(1)).multiply(unitUs).longValue();
      if (durationUs > 0) {
        return durationUs;
      }
    }
    throw invalid(name, text, "a time above 0 with its unit: us, ms, s, min or h, such as 1.5s");
  }

  /**
   * A whole number from a range.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public long number(String name, long otherwise, long least, long most) throws MediaException {
    String text = text(name, Long.toString(otherwise));
    if (NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw invalid(name, text, "a whole number from " + least + " to " + most);
  }

  private static MediaException invalid(String name, String found, String expected) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "option %s is '%s', expected %s".formatted(name, found, expected));
  }
}
