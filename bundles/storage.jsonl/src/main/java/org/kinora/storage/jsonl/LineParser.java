package org.kinora.storage.jsonl;

import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;
import org.kinora.storage.jsonl.IndexLine.Says;

/**
 * Reads one line of an index, whatever its order, spacing and further fields: keeps the fields of
 * {@link IndexLine} and passes over all others. Of a repeated field the last one counts.
 */
final class LineParser {
  private static final int MOST_PIXELS = 1 << 16;

  private enum Field {
    OFFSET("offset"),
    SIZE("size"),
    TIMESTAMP("timestamp"),
    DECODE_TIMESTAMP("decodeTimestamp"),
    DURATION("duration"),
    TYPE("type"),
    IS_KEYFRAME("isKeyframe"),
    CODED_WIDTH("codedWidth"),
    CODED_HEIGHT("codedHeight"),
    CODEC("codec"),
    OTHER("");

    private static final Field[] ALL = values();
    private final String text;

    Field(String text) {
      this.text = text;
    }
  }

  private final JsonCursor in = new JsonCursor();
  private String problem = "";
  private int numbers;

  /** The codec of the line before: nearly always this one's too. */
  private byte[] rawCodec = {};

  private @Nullable String codec;

  /**
   * Parses a line, without its line feed.
   *
   * @return whether it is a usable line; if not, {@link #problem()} says why and {@code line} holds
   *     nothing of use
   */
  boolean parse(byte[] source, int from, int to, IndexLine line) {
    in.start(source, from, to);
    problem = "";
    numbers = 0;
    line.clear();
    in.skipSpace();
    if (!object(line)) {
      return false;
    }
    in.skipSpace();
    return in.isAtEnd() ? isComplete(line) : in.fail("nothing more on the line");
  }

  /** What is wrong with the last line. */
  String problem() {
    return problem.isEmpty() ? in.problem() : problem;
  }

  /** How many of a line's five numbers the last parse met, repeated ones included. */
  int numbers() {
    return numbers;
  }

  private boolean isComplete(IndexLine line) {
    if (line.offset < 0) {
      return fail("it has no offset");
    }
    if (line.sizeBytes < 0) {
      return fail("it has no size");
    }
    return line.timestampUs != MediaTime.UNKNOWN || fail("it has no timestamp");
  }

  private boolean fail(String what) {
    problem = what;
    return false;
  }

  private boolean object(IndexLine line) {
    if (!in.take('{')) {
      return in.fail("an object");
    }
    in.skipSpace();
    if (in.take('}')) {
      return true;
    }
    do {
      in.skipSpace();
      if (!in.readString()) {
        return false;
      }
      Field field = field();
      in.skipSpace();
      if (!in.take(':')) {
        return in.fail("a colon");
      }
      in.skipSpace();
      if (!value(field, line)) {
        return false;
      }
      in.skipSpace();
    } while (in.take(','));
    return in.take('}') || in.fail("a comma or the end of the object");
  }

  private Field field() {
    for (Field field : Field.ALL) {
      if (in.stringIs(field.text)) {
        return field;
      }
    }
    return Field.OTHER;
  }

  private boolean value(Field field, IndexLine line) {
    return switch (field) {
      case OFFSET, SIZE, TIMESTAMP, DECODE_TIMESTAMP, DURATION -> number(field, line);
      case TYPE -> type(line);
      case IS_KEYFRAME -> keyframe(line);
      case CODED_WIDTH -> {
        boolean read = in.skipValue();
        line.codedWidth = pixels();
        yield read;
      }
      case CODED_HEIGHT -> {
        boolean read = in.skipValue();
        line.codedHeight = pixels();
        yield read;
      }
      case CODEC -> codec(line);
      case OTHER -> in.skipValue();
    };
  }

  private boolean number(Field field, IndexLine line) {
    numbers++;
    if (in.peek() == 'n') {
      return in.word("null") && set(field, line, MediaTime.UNKNOWN);
    }
    if (!in.readNumber()) {
      return false;
    }
    boolean place = field == Field.OFFSET || field == Field.SIZE;
    long most = field == Field.SIZE ? Integer.MAX_VALUE : JsonCursor.MOST;
    long least = place ? 0 : -JsonCursor.MOST;
    if (in.number() > most || in.number() < least || (place && !in.isWholeNumber())) {
      return fail("its " + field.text + " is out of range");
    }
    return set(field, line, in.number());
  }

  private static boolean set(Field field, IndexLine line, long value) {
    switch (field) {
      case OFFSET -> line.offset = value;
      case SIZE -> line.sizeBytes = value;
      case TIMESTAMP -> line.timestampUs = value;
      case DECODE_TIMESTAMP -> line.decodeTimestampUs = value;
      case DURATION -> line.durationUs = value < 0 ? MediaTime.UNKNOWN : value;
      default -> throw new IllegalArgumentException(field.text);
    }
    return true;
  }

  private boolean type(IndexLine line) {
    line.type = Says.NOTHING;
    if (in.peek() != '"') {
      return in.skipValue();
    }
    if (!in.readString()) {
      return false;
    }
    if (in.stringIs("key")) {
      line.type = Says.KEY;
    } else if (in.stringIs("delta")) {
      line.type = Says.DELTA;
    }
    return true;
  }

  private boolean keyframe(IndexLine line) {
    line.keyframe =
        switch (in.peek()) {
          case 't' -> Says.KEY;
          case 'f' -> Says.DELTA;
          default -> Says.NOTHING;
        };
    return in.skipValue();
  }

  private boolean codec(IndexLine line) {
    line.codec = null;
    if (in.peek() != '"') {
      return in.skipValue();
    }
    if (!in.readString()) {
      return false;
    }
    if (codec == null || !in.rawStringIs(rawCodec)) {
      rawCodec = in.rawString();
      codec = in.string();
    }
    line.codec = codec;
    return true;
  }

  /** The last value as a side of a picture; 0 if it is none. */
  private int pixels() {
    boolean fits = in.isWholeNumber() && in.number() > 0 && in.number() <= MOST_PIXELS;
    return fits ? (int) in.number() : 0;
  }
}
