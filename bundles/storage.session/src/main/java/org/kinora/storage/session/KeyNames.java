package org.kinora.storage.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kinora.lib.events.Action;

/**
 * What the numbers of keys mean, which each system counts in its own way. Those of macOS tell which
 * key it is, whatever the layout; those of Windows and X11 tell, of letters and signs, what the key
 * means in the layout in use. Immutable.
 */
final class KeyNames {
  /** Who counts, and where the table has it. */
  private enum Counting {
    /** Virtual-key codes. */
    WINDOWS(2),
    /** The {@code kVK} codes of HIToolbox. */
    MACOS(3),
    /** Keysyms. */
    X11(4);

    private final int column;

    Counting(int column) {
      this.column = column;
    }
  }

  private static final String TABLE = "keys.txt";
  private static final String NONE = "-";
  private static final Pattern BLANK = Pattern.compile(" ");

  /** Keysyms of this range are Unicode's characters above it. */
  private static final int UNICODE_KEYSYMS = 0x0100_0000;

  private static final int LAST_KEYSYM = UNICODE_KEYSYMS + Character.MAX_CODE_POINT;

  private final Counting counting;
  private final Map<Long, Action.Key> keys;

  private KeyNames(Counting counting) {
    this.counting = counting;
    keys = Map.copyOf(read(counting));
  }

  private static Map<Long, Action.Key> read(Counting counting) {
    Map<Long, Action.Key> keys = new HashMap<>();
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(KeyNames.class.getResourceAsStream(TABLE)),
                StandardCharsets.UTF_8))) {
      for (String line : table.lines().filter(line -> !line.startsWith("#")).toList()) {
        List<String> words = BLANK.splitAsStream(line).toList();
        String number = words.get(counting.column);
        if (!number.equals(NONE)) {
          String key = words.get(1).equals(NONE) ? "" : words.get(1);
          keys.put(Long.valueOf(number), new Action.Key(true, key, words.get(0), false));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  /** Those of a system, as Python's {@code platform.platform()} names it. */
  static Optional<KeyNames> of(String platform) {
    if (platform.startsWith("Windows")) {
      return Optional.of(new KeyNames(Counting.WINDOWS));
    } else if (platform.startsWith("macOS") || platform.startsWith("Darwin")) {
      return Optional.of(new KeyNames(Counting.MACOS));
    }
    return platform.startsWith("Linux")
        ? Optional.of(new KeyNames(Counting.X11))
        : Optional.empty();
  }

  /** The key of a number; one that is in no table has the code {@code vk} and the number. */
  Action.Key key(boolean pressed, long number) {
    Action.Key known = keys.get(number);
    if (known != null) {
      return new Action.Key(pressed, known.key(), known.code(), false);
    }
    String sign = sign(number).toLowerCase(Locale.ROOT);
    return new Action.Key(pressed, sign, sign.isEmpty() ? "vk" + number : "", false);
  }

  /** The letter or sign that a number means; empty if it means none. */
  private String sign(long number) {
    return switch (counting) {
      case WINDOWS ->
          (number >= '0' && number <= '9') || (number >= 'A' && number <= 'Z')
              ? Character.toString((int) number)
              : "";
      case MACOS -> "";
      case X11 -> {
        boolean isUnicode = number > UNICODE_KEYSYMS && number <= LAST_KEYSYM;
        boolean isLatin1 = (number > ' ' && number < 0x7F) || (number > 0xA0 && number <= 0xFF);
        long character = isUnicode ? number - UNICODE_KEYSYMS : number;
        yield isUnicode || isLatin1 ? Character.toString((int) character) : "";
      }
    };
  }
}
