package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;
import org.kinora.storage.jsonl.LineSink.Oddity;

/**
 * Walks through an index of any length in one buffer.
 *
 * <p>Recorders write every line alike, so most lines need no parser. A line is
 *
 * <pre>
 * {"offset":6507,"size":2376,"timestamp":13948233751,"type":"delta","codedWidth":640, … }\n
 * └──────────────── head ──────────────────────────┘└──────────────── tail ──────────────┘
 * </pre>
 *
 * a head whose numbers differ, and a tail that is the same for all key frames and the same for all
 * others. {@link LineParser} reads every line that is new in its kind; if its head is in the usual
 * order, its tail is learned together with its meaning, and the next line that ends in the same
 * bytes is only compared.
 */
final class IndexScanner {
  /** A line that is longer is bad; the buffer holds one. */
  static final int MOST_LINE_BYTES = 1 << 20;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final Name OFFSET = new Name("{\"offset\":");
  private static final Name SIZE = new Name(",\"size\":");
  private static final Name TIMESTAMP = new Name(",\"timestamp\":");
  private static final Name DECODE_TIMESTAMP = new Name(",\"decodeTimestamp\":");
  private static final Name DURATION = new Name(",\"duration\":");

  /** Fifteen digits stay below {@link LineParser#MOST}; longer numbers are for the parser. */
  private static final int MOST_DIGITS = 15;

  /** More than the names and digits of the longest head, and the words that a look-ahead reads. */
  private static final int HEAD_BYTES = 192;

  private static final int MOST_TAIL_BYTES = 512;
  private static final int TAILS = 4;

  /** The text before a number, compared eight bytes at once. */
  private static final class Name {
    private final byte[] text;
    private final long start;

    Name(String text) {
      this.text = text.getBytes(US_ASCII);
      start = (long) WORDS.get(this.text, 0);
    }

    boolean isAt(byte[] bytes, int at) {
      if ((long) WORDS.get(bytes, at) != start) {
        return false;
      }
      for (int i = Long.BYTES; i < text.length; i++) {
        if (bytes[at + i] != text[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The end of a line with its line feed, and what it says. */
  private static final class Tail {
    private final byte[] text;
    private final IndexLine meaning = new IndexLine();

    Tail(byte[] text, IndexLine line) {
      this.text = text;
      meaning.copyDescription(line);
    }
  }

  private final LineSink sink;
  private final LineParser parser = new LineParser();
  private final IndexLine line = new IndexLine();
  private final byte[] bytes = new byte[MOST_LINE_BYTES];
  private final @Nullable Tail[] tails = new @Nullable Tail[TAILS];
  private int lastTail;
  private int nextTail;

  /** Bytes of the buffer that are filled, and where its first byte lies in the file. */
  private int filled;

  private long filePosition;
  private long number = 1;
  private boolean inLongLine;
  private boolean inZeros;

  /** The head that was read last: where it ends, how many numbers it has; 0 if it is not usual. */
  private int headEnd;

  private int headNumbers;

  /** The number that was read last; where the next byte lies. */
  private long value;

  private int at;

  private IndexScanner(LineSink sink) {
    this.sink = sink;
  }

  /** Reads an index from its first byte to its end. */
  static void scan(ReadableByteChannel in, LineSink sink) throws IOException {
    new IndexScanner(sink).run(in);
  }

  private void run(ReadableByteChannel in) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean more = true;
    boolean first = true;
    while (more) {
      buffer.clear().position(filled);
      more = fill(in, buffer);
      filled = buffer.position();
      int done = lines(first ? byteOrderMark() : 0);
      first = false;
      if (done == 0 && filled == bytes.length) {
        passLongLine();
        done = filled;
      }
      System.arraycopy(bytes, done, bytes, 0, filled - done);
      filled -= done;
      filePosition += done;
    }
    lastLine();
  }

  private static boolean fill(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private int byteOrderMark() {
    boolean mark =
        filled >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  /** Reads all lines that end within the buffer; returns where the first other one begins. */
  private int lines(int from) {
    int start = from;
    while (true) {
      start = skipZeros(start);
      int next = inLongLine ? -1 : usualLine(start);
      if (next < 0) {
        int feed = start;
        while (feed < filled && bytes[feed] != '\n') {
          feed++;
        }
        if (feed == filled) {
          return start;
        }
        anyLine(start, feed);
        next = feed + 1;
      }
      start = next;
      number++;
    }
  }

  private int skipZeros(int from) {
    int start = from;
    while (start < filled && bytes[start] == 0) {
      start++;
    }
    boolean zeros = start > from && !inLongLine;
    if (zeros && !inZeros) {
      sink.odd(Oddity.ZEROS, number, filePosition + from, "zero bytes");
    }
    inZeros = (zeros || inZeros) && start == filled; // they may go on in the next block
    return start;
  }

  /** Reads a line whose tail is known; returns where the next one begins, or -1. */
  private int usualLine(int start) {
    headEnd = 0;
    if (filled - start < HEAD_BYTES || !head(start)) {
      return -1;
    }
    headEnd = at;
    Tail tail = tailAt(at);
    if (tail == null) {
      return -1;
    }
    line.copyDescription(tail.meaning);
    line.number = number;
    line.at = filePosition + start;
    sink.line(line);
    return at + tail.text.length;
  }

  private boolean head(int start) {
    at = start;
    if (!numberAfter(OFFSET)) {
      return false;
    }
    line.offset = value;
    if (!numberAfter(SIZE) || value > Integer.MAX_VALUE) {
      return false;
    }
    line.sizeBytes = value;
    if (!numberAfter(TIMESTAMP)) {
      return false;
    }
    line.timestampUs = value;
    headNumbers = 3;
    line.decodeTimestampUs = optionalNumberAfter(DECODE_TIMESTAMP);
    line.durationUs = optionalNumberAfter(DURATION);
    return true;
  }

  private long optionalNumberAfter(Name name) {
    int before = at;
    if (numberAfter(name)) {
      headNumbers++;
      return value;
    }
    at = before;
    return MediaTime.UNKNOWN;
  }

  private boolean numberAfter(Name name) {
    if (!name.isAt(bytes, at)) {
      return false;
    }
    int first = at + name.text.length;
    int next = first;
    long sum = 0;
    for (int digit = bytes[next] - '0'; digit >= 0 && digit <= 9; digit = bytes[next] - '0') {
      sum = sum * 10 + digit;
      next++;
      if (next - first > MOST_DIGITS) {
        return false;
      }
    }
    value = sum;
    at = next;
    return next > first && (bytes[first] != '0' || next == first + 1);
  }

  private @Nullable Tail tailAt(int from) {
    for (int i = 0; i < TAILS; i++) {
      int slot = (lastTail + i) % TAILS;
      Tail tail = tails[slot];
      if (tail != null
          && from + tail.text.length <= filled
          && Arrays.equals(bytes, from, from + tail.text.length, tail.text, 0, tail.text.length)) {
        lastTail = slot;
        return tail;
      }
    }
    return null;
  }

  /** Reads a line of any kind, without its line feed. */
  private void anyLine(int start, int end) {
    if (inLongLine) {
      inLongLine = false;
      return;
    }
    int stop = withoutZeros(start, end);
    if (isBlank(start, stop)) {
      return;
    }
    line.number = number;
    line.at = filePosition + start;
    int head = headEnd;
    int numbers = headNumbers;
    if (parser.parse(bytes, start, stop, line)) {
      learn(head, numbers, end + 1);
      sink.line(line);
    } else {
      sink.odd(Oddity.BAD_LINE, number, line.at, parser.problem());
    }
  }

  /**
   * Learns the tail of the line just parsed. A tail may mean the same on another line only if it
   * begins behind the last digit of a number and holds none of the head's fields again.
   */
  private void learn(int from, int numbers, int to) {
    boolean usable =
        from > 0
            && to <= filled
            && to - from <= MOST_TAIL_BYTES
            && (bytes[from] == ',' || bytes[from] == '}')
            && numbers == parser.numbers();
    if (usable) {
      tails[nextTail] = new Tail(Arrays.copyOfRange(bytes, from, to), line);
      nextTail = (nextTail + 1) % TAILS;
    }
  }

  private void passLongLine() {
    if (!inLongLine) {
      sink.odd(
          Oddity.BAD_LINE, number, filePosition, "it is longer than " + MOST_LINE_BYTES + " bytes");
    }
    inLongLine = true;
  }

  private void lastLine() {
    int stop = withoutZeros(0, filled);
    if (inLongLine || isBlank(0, stop)) {
      return;
    }
    line.number = number;
    line.at = filePosition;
    if (parser.parse(bytes, 0, stop, line)) {
      sink.line(line);
    } else {
      sink.odd(Oddity.TORN_LINE, number, filePosition, parser.problem());
    }
  }

  private int withoutZeros(int start, int end) {
    int stop = end;
    while (stop > start && bytes[stop - 1] == 0) {
      stop--;
    }
    return stop;
  }

  private boolean isBlank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!JsonCursor.isSpace(bytes[i])) {
        return false;
      }
    }
    return true;
  }
}
