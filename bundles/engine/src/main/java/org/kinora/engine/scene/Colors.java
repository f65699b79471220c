package org.kinora.engine.scene;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Colours as CSS Color Level 4 writes them, as far as documents use it: {@code #rgb}, {@code
 * #rgba}, {@code #rrggbb}, {@code #rrggbbaa}, {@code rgb()} and {@code rgba()} with whole channels
 * and commas, and the sixteen basic names, {@code orange} and {@code transparent}, in small
 * letters.
 */
final class Colors {
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("aqua", 0xFF00FFFF),
          Map.entry("black", 0xFF000000),
          Map.entry("blue", 0xFF0000FF),
          Map.entry("fuchsia", 0xFFFF00FF),
          Map.entry("gray", 0xFF808080),
          Map.entry("green", 0xFF008000),
          Map.entry("lime", 0xFF00FF00),
          Map.entry("maroon", 0xFF800000),
          Map.entry("navy", 0xFF000080),
          Map.entry("olive", 0xFF808000),
          Map.entry("orange", 0xFFFFA500),
          Map.entry("purple", 0xFF800080),
          Map.entry("red", 0xFFFF0000),
          Map.entry("silver", 0xFFC0C0C0),
          Map.entry("teal", 0xFF008080),
          Map.entry("transparent", 0x00000000),
          Map.entry("white", 0xFFFFFFFF),
          Map.entry("yellow", 0xFFFFFF00));

  private static final Pattern HEX =
      Pattern.compile("#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})");

  /** 0 to 255. */
  private static final String CHANNEL = " *(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]) *";

  private static final Pattern CALL =
      Pattern.compile(
          "rgba?\\("
              + String.join(",", CHANNEL, CHANNEL, CHANNEL)
              + "(?:, *([0-9]*\\.?[0-9]{1,18}%?) *)?\\)");

  private Colors() {}

  /** The colour as {@code 0xAARRGGBB}; empty if the text is none. */
  static OptionalInt parse(String text) {
    @Nullable Integer named = NAMES.get(text);
    if (named != null) {
      return OptionalInt.of(named);
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      return OptionalInt.of(hex(hex.group(1)));
    }
    Matcher call = CALL.matcher(text);
    return call.matches() ? OptionalInt.of(call(call)) : OptionalInt.empty();
  }

  private static int hex(String digits) {
    String all = digits;
    if (digits.length() < 6) {
      all = digits.replaceAll("(.)", "$1$1");
    }
    int rgb = Integer.parseInt(all.substring(0, 6), 16);
    int alpha = all.length() == 8 ? Integer.parseInt(all.substring(6), 16) : 0xFF;
    return alpha << 24 | rgb;
  }

  private static int call(Matcher call) {
    int argb = alpha(call.group(4));
    for (int channel = 1; channel <= 3; channel++) {
      argb = argb << 8 | Integer.parseInt(call.group(channel));
    }
    return argb;
  }

  /** 0 to 255; what is beyond 1 or 100 % is opaque, as in CSS. */
  private static int alpha(@Nullable String text) {
    if (text == null) {
      return 0xFF;
    }
    boolean percent = text.endsWith("%");
    double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
    return (int) Math.round(255 * Math.min(1, percent ? number / 100 : number));
  }

  /** The colour as {@code #rrggbb}, or {@code #rrggbbaa} where it is not opaque. */
  static String format(int argb) {
    int alpha = argb >>> 24;
    return alpha == 0xFF
        ? String.format(Locale.ROOT, "#%06x", argb & 0xFFFFFF)
        : String.format(Locale.ROOT, "#%06x%02x", argb & 0xFFFFFF, alpha);
  }
}
