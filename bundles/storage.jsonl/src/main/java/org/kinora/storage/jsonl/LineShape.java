package org.kinora.storage.jsonl;

import java.util.Arrays;
import org.kinora.storage.jsonl.IndexLine.Quantity;

/**
 * What the lines of one kind have in common: every byte but those of their numbers.
 *
 * <pre>
 * {"offset":6507,"size":2376,"timestamp":13948233751,"type":"delta","codedWidth":640, … }\n
 * └───┬────┘    └──┬───┘    └─────┬─────┘           └──────────────────┬────────────────┘
 *    text         text          text                                  end
 * </pre>
 *
 * <p>Recorders write every line alike but for key frames. So a shape is learned from a line that
 * was parsed, together with the meaning of its texts, and the lines behind it are only compared.
 */
final class LineShape {
  /** The text before a number, and which number. */
  private static final class Part {
    private final byte[] text;
    private final long head;
    private final Quantity number;

    Part(byte[] text, Quantity number) {
      this.text = text;
      head = (long) Digits.WORDS.get(Arrays.copyOf(text, Math.max(text.length, Long.BYTES)), 0);
      this.number = number;
    }

    boolean isAt(byte[] bytes, int at) {
      int length = text.length;
      if (length < Long.BYTES || length > 2 * Long.BYTES) {
        return Arrays.equals(bytes, at, at + length, text, 0, length);
      }
      int last = length - Long.BYTES;
      return (long) Digits.WORDS.get(bytes, at) == head
          && (long) Digits.WORDS.get(bytes, at + last) == (long) Digits.WORDS.get(text, last);
    }
  }

  private final Part[] parts;
  private final byte[] end;
  private final IndexLine meaning = new IndexLine();

  /** No line of this shape is longer, what is looked at behind it included. */
  private final int mostBytes;

  private LineShape(Part[] parts, byte[] end, IndexLine line) {
    this.parts = parts;
    this.end = end;
    meaning.copy(line);
    int most = end.length;
    for (Part part : parts) {
      most += part.text.length + Digits.LOOK_AHEAD_BYTES;
    }
    mostBytes = most;
  }

  /**
   * The shape of a line that was just parsed.
   *
   * @param places where its numbers lie
   * @param to behind its line feed
   */
  static LineShape of(byte[] bytes, int from, int to, NumberPlaces places, IndexLine line) {
    Part[] parts = new Part[places.count()];
    int at = from;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(Arrays.copyOfRange(bytes, at, places.from(i)), places.number(i));
      at = places.to(i);
    }
    return new LineShape(parts, Arrays.copyOfRange(bytes, at, to), line);
  }

  /**
   * Reads a line if it has this shape.
   *
   * @return where the next line begins, or -1
   */
  int read(byte[] bytes, int from, IndexLine line) {
    if (bytes.length - from < mostBytes) {
      return -1;
    }
    line.copy(meaning);
    int at = from;
    for (Part part : parts) {
      if (!part.isAt(bytes, at)) {
        return -1;
      }
      at += part.text.length;
      int digits = Digits.count(bytes, at);
      boolean plain = digits == 1 || (digits > 1 && digits <= Digits.MOST && bytes[at] != '0');
      if (!plain) {
        return -1;
      }
      line.set(part.number, Digits.value(bytes, at, digits));
      at += digits;
    }
    boolean ends = Arrays.equals(bytes, at, at + end.length, end, 0, end.length);
    return ends && line.sizeBytes <= Integer.MAX_VALUE ? at + end.length : -1;
  }
}
