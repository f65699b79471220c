package org.kinora.lib.events;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text that can be written as UTF-8. */
final class Text {
  private Text() {}

  /** The text; halves of surrogate pairs, which no UTF-8 can hold, become question marks. */
  static String encodable(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        ? new String(text.getBytes(UTF_8), UTF_8)
        : text;
  }
}
