package org.kinora.storage.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kinora.storage.jsonl.LineSink.Oddity;

/**
 * Walks through the lines of an index of any length in one buffer. {@link LineParser} reads each
 * line that is new in its kind; those that have a {@link LineShape} that was met before, nearly
 * all, need no parser.
 */
final class IndexScanner {
  /** A line that is longer is bad; the buffer grows until it holds one. */
  static final int MOST_LINE_BYTES = 1 << 20;

  /** Small enough to stay in the processor's cache between the copy into it and the reading. */
  private static final int BUFFER_BYTES = 128 << 10;

  /** Kept behind the buffer, so that a shape may look ahead from a line at its end. */
  private static final int LOOK_AHEAD_BYTES = 1 << 10;

  /** Key frames and others, each with or without a duration and a decode time. */
  private static final int SHAPES = 8;

  /** Where lines have ever new shapes, learning costs more than it saves. */
  private static final int MOST_SHAPES_LEARNED = 256;

  private final LineSink sink;
  private final boolean listsSamples;
  private final LineParser parser;
  private final IndexLine line = new IndexLine();
  private byte[] bytes;
  private final @Nullable LineShape[] shapes = new @Nullable LineShape[SHAPES];
  private int lastShape;
  private int shapesLearned;

  /** Bytes of the buffer that are filled, and where its first byte lies in the file. */
  private int filled;

  private long filePosition;
  private long number = 1;
  private boolean inLongLine;
  private boolean inZeros;

  private IndexScanner(long filePosition, int bufferBytes, boolean listsSamples, LineSink sink) {
    this.listsSamples = listsSamples;
    parser = new LineParser(listsSamples);
    this.filePosition = filePosition;
    this.bytes = new byte[bufferBytes + LOOK_AHEAD_BYTES];
    this.sink = sink;
  }

  /**
   * Reads an index from its first byte to its end.
   *
   * @param listsSamples whether lines say where their samples lie; if not, they are the samples
   */
  static void scan(ReadableByteChannel in, boolean listsSamples, LineSink sink) throws IOException {
    new IndexScanner(0, BUFFER_BYTES, listsSamples, sink).run(in);
  }

  /**
   * Reads a part of an index that begins with a line; its lines are numbered from 1.
   *
   * @param from where it begins in the file
   * @param sizeBytes how long it is
   */
  static void scan(
      ReadableByteChannel in, boolean listsSamples, long from, int sizeBytes, LineSink sink)
      throws IOException {
    int bufferBytes = Math.min(sizeBytes + 1, BUFFER_BYTES);
    new IndexScanner(from, bufferBytes, listsSamples, sink).run(in);
  }

  private void run(ReadableByteChannel in) throws IOException {
    boolean more = true;
    boolean first = filePosition == 0;
    while (more) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, filled, room() - filled);
      more = fill(in, buffer);
      filled = buffer.position();
      int done = lines(first ? byteOrderMark() : 0);
      first &= done == 0;
      if (done == 0 && filled == room()) {
        done = makeRoom();
      }
      System.arraycopy(bytes, done, bytes, 0, filled - done);
      filled -= done;
      filePosition += done;
    }
    lastLine();
  }

  private int room() {
    return bytes.length - LOOK_AHEAD_BYTES;
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
        int feed = lineFeed(start);
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

  private int lineFeed(int from) {
    int feed = from;
    while (feed < filled && bytes[feed] != '\n') {
      feed++;
    }
    return feed;
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

  /** Reads a line of a known shape; returns where the next one begins, or -1. */
  private int usualLine(int start) {
    for (int i = 0; i < SHAPES; i++) {
      int slot = (lastShape + i) % SHAPES;
      LineShape shape = shapes[slot];
      int next = shape == null ? -1 : shape.read(bytes, start, line);
      if (next >= 0 && next <= filled) {
        lastShape = slot;
        handOn(start, next - 1);
        return next;
      }
    }
    return -1;
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
    if (parser.parse(bytes, start, stop, line)) {
      if (parser.places().areUsual() && shapesLearned < MOST_SHAPES_LEARNED) {
        shapes[shapesLearned++ % SHAPES] =
            LineShape.of(bytes, start, end + 1, parser.places(), line);
      }
      handOn(start, stop);
    } else {
      sink.odd(Oddity.BAD_LINE, number, filePosition + start, parser.problem());
    }
  }

  private void handOn(int start, int end) {
    line.number = number;
    line.at = filePosition + start;
    if (!listsSamples) {
      line.offset = line.at;
      line.sizeBytes = (long) end - start;
    }
    sink.line(line);
  }

  /** Lets the buffer grow or, if that is enough, gives the line up; returns the bytes given up. */
  private int makeRoom() {
    if (room() < MOST_LINE_BYTES) {
      int more = Math.min(room() * 4, MOST_LINE_BYTES);
      bytes = Arrays.copyOf(bytes, more + LOOK_AHEAD_BYTES);
      return 0;
    }
    if (!inLongLine) {
      sink.odd(
          Oddity.BAD_LINE, number, filePosition, "it is longer than " + MOST_LINE_BYTES + " bytes");
    }
    inLongLine = true;
    return filled;
  }

  private void lastLine() {
    int stop = withoutZeros(0, filled);
    if (inLongLine || isBlank(0, stop)) {
      return;
    }
    if (parser.parse(bytes, 0, stop, line)) {
      handOn(0, stop);
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
