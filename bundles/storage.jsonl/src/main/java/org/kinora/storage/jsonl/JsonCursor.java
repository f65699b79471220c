package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Steps through one JSON text (RFC 8259) in place: each method reads one thing and says whether it
 * was there; {@link #problem()} tells what was there instead. Strings and numbers are kept as
 * places and primitives, so that stepping creates no objects.
 */
final class JsonCursor {
  /** The largest integer that a browser's number holds exactly (RFC 7493, section 2.2). */
  static final long MOST = (1L << 53) - 1;

  private static final int MOST_DEPTH = 64;

  private byte[] bytes = {};
  private int at;
  private int end;
  private String problem = "";

  /** The last string: its bytes between the quotes, and whether escapes are among them. */
  private int stringFrom;

  private int stringTo;
  private boolean stringEscaped;

  /** The last number, rounded; beyond {@link #MOST} it is only known to be too large. */
  private long number;

  private boolean numberIsWhole;

  /** Begins a text. */
  void start(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
  }

  /** Where the next byte lies. */
  int position() {
    return at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  /** What was found where something else was expected. */
  String problem() {
    return problem;
  }

  /**
   * The last number, rounded to the nearest integer; only its sign is right beyond {@link #MOST}.
   */
  long number() {
    return number;
  }

  /** Whether the last value was a number without a fraction. */
  boolean isWholeNumber() {
    return numberIsWhole;
  }

  /** Whether the last string has these bytes, as written. */
  boolean rawStringIs(byte[] raw) {
    return Arrays.equals(bytes, stringFrom, stringTo, raw, 0, raw.length);
  }

  /** The bytes of the last string, as written. */
  byte[] rawString() {
    return Arrays.copyOfRange(bytes, stringFrom, stringTo);
  }

  /** Whether the bytes are this text of ASCII characters. */
  private static boolean isText(String text, byte[] bytes, int from, int to) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes over a value of any kind. */
  boolean skipValue() {
    return skipValue(0);
  }

  private boolean skipValue(int depth) {
    numberIsWhole = false;
    return switch (peek()) {
      case '"' -> readString();
      case '{' -> skipNested(depth, '}', true);
      case '[' -> skipNested(depth, ']', false);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> readNumber();
    };
  }

  private boolean skipNested(int depth, char close, boolean named) {
    at++;
    if (depth == MOST_DEPTH) {
      return fail("at most " + MOST_DEPTH + " levels");
    }
    skipSpace();
    if (take(close)) {
      return true;
    }
    do {
      skipSpace();
      if (named && !name()) {
        return false;
      }
      if (!skipValue(depth + 1)) {
        return false;
      }
      skipSpace();
    } while (take(','));
    numberIsWhole = false;
    return take(close) || fail("a comma or '" + close + "'");
  }

  private boolean name() {
    if (!readString()) {
      return false;
    }
    skipSpace();
    if (!take(':')) {
      return fail("a colon");
    }
    skipSpace();
    return true;
  }

  /** RFC 8259, section 6. */
  boolean readNumber() {
    int from = at;
    boolean negative = take('-');
    int first = at;
    long whole = 0;
    while (isDigit(peek())) {
      whole = whole > MOST ? whole : whole * 10 + (bytes[at] - '0');
      at++;
    }
    if (at == first || (bytes[first] == '0' && at > first + 1)) {
      return fail("a value");
    }
    boolean fraction = take('.');
    if (fraction && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      fraction = true;
      if (!take('+')) {
        take('-');
      }
      if (!digits()) {
        return false;
      }
    }
    number = negative ? -whole : whole;
    numberIsWhole = true;
    if (fraction) {
      double value = Double.parseDouble(new String(bytes, from, at - from, ISO_8859_1));
      number = Math.round(value);
      numberIsWhole = value == Math.rint(value);
    }
    return true;
  }

  private boolean digits() {
    int first = at;
    while (isDigit(peek())) {
      at++;
    }
    return at > first || fail("a digit");
  }

  /** RFC 8259, section 7. */
  boolean readString() {
    if (!take('"')) {
      return fail("a string");
    }
    stringFrom = at;
    stringEscaped = false;
    while (at < end) {
      byte next = bytes[at];
      if (next == '"') {
        stringTo = at++;
        return true;
      }
      if (next == '\\') {
        if (!escape()) {
          return fail("an escape");
        }
      } else if (next >= 0 && next < ' ') {
        return fail("no control character");
      } else {
        at++;
      }
    }
    return fail("the end of a string");
  }

  private boolean escape() {
    stringEscaped = true;
    at++;
    int kind = peek();
    at++;
    if (kind != 'u') {
      return kind > 0 && "\"\\/bfnrt".indexOf(kind) >= 0;
    }
    int stop = at + 4;
    while (at < stop) {
      if (Character.digit(peek(), 16) < 0) {
        return false;
      }
      at++;
    }
    return true;
  }

  boolean stringIs(String word) {
    return stringEscaped ? string().equals(word) : isText(word, bytes, stringFrom, stringTo);
  }

  /** The last string, unescaped. */
  String string() {
    String raw = new String(bytes, stringFrom, stringTo - stringFrom, UTF_8);
    if (!stringEscaped) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char next = raw.charAt(i);
      if (next != '\\') {
        text.append(next);
        continue;
      }
      char kind = raw.charAt(++i);
      switch (kind) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> text.append(kind);
      }
    }
    return text.toString();
  }

  boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return fail(word);
      }
    }
    return true;
  }

  void skipSpace() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
  }

  static boolean isSpace(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || next == '\n';
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }

  /** The next byte, -1 at the end; bytes above 127 are negative too. */
  int peek() {
    return at < end ? bytes[at] : -1;
  }

  boolean take(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Notes where the line stops making sense. */
  boolean fail(String expected) {
    problem =
        at < end
            ? "0x%02x found where %s is expected".formatted(bytes[at], expected)
            : "it ends where " + expected + " is expected";
    return false;
  }
}
