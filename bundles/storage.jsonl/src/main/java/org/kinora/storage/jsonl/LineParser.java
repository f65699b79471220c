package org.kinora.storage.jsonl;

import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;
import org.kinora.storage.jsonl.IndexLine.Quantity;
import org.kinora.storage.jsonl.IndexLine.Says;

/**
 * Reads one line of an index, whatever its order, spacing and further fields: keeps the fields of
 * {@link IndexLine} and passes over all others. Of a repeated field the last one counts.
 */
final class LineParser {
  private static final int MOST_PIXELS = 1 << 16;

  private enum Field {
    OFFSET("offset", Quantity.OFFSET),
    SIZE("size", Quantity.SIZE),
    TIMESTAMP("timestamp", Quantity.TIMESTAMP),
    DECODE_TIMESTAMP("decodeTimestamp", Quantity.DECODE_TIMESTAMP),
    DURATION("duration", Quantity.DURATION),
    TYPE("type", null),
    IS_KEYFRAME("isKeyframe", null),
    CODED_WIDTH("codedWidth", null),
    CODED_HEIGHT("codedHeight", null),
    CODEC("codec", null),
    OTHER("", null);

    private static final Field[] ALL = values();
    private final String text;
    private final @Nullable Quantity number;

    Field(String text, @Nullable Quantity number) {
      this.text = text;
      this.number = number;
    }
  }

  private final boolean listsSamples;
  private final JsonCursor in = new JsonCursor();
  private byte[] source = {};
  private String problem = "";
  private final NumberPlaces places = new NumberPlaces();

  /** The codec of the line before: nearly always this one's too. */
  private byte[] rawCodec = {};

  private @Nullable String codec;

  /**
   * A parser for the lines of one file.
   *
   * @param listsSamples whether a line must say where its sample lies
   */
  LineParser(boolean listsSamples) {
    this.listsSamples = listsSamples;
  }

  /**
   * Parses a line, without its line feed.
   *
   * @return whether it is a usable line; if not, {@link #problem()} says why and {@code line} holds
   *     nothing of use
   */
  boolean parse(byte[] bytes, int from, int to, IndexLine line) {
    source = bytes;
    in.start(bytes, from, to);
    problem = "";
    places.clear();
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

  /** Where the numbers of the last line lie. */
  NumberPlaces places() {
    return places;
  }

  private boolean isComplete(IndexLine line) {
    if (listsSamples && line.offset < 0) {
      return fail("it has no offset");
    }
    if (listsSamples && line.sizeBytes < 0) {
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
    if (field.number != null) {
      return number(field.number, field.text, line);
    }
    return switch (field) {
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
      default -> in.skipValue();
    };
  }

  private boolean number(Quantity number, String name, IndexLine line) {
    if (in.peek() == 'n') {
      places.addNone();
      line.set(number, MediaTime.UNKNOWN);
      return in.word("null");
    }
    int from = in.position();
    if (!in.readNumber()) {
      return false;
    }
    places.add(number, source, from, in.position());
    boolean place = number == Quantity.OFFSET || number == Quantity.SIZE;
    long most = number == Quantity.SIZE ? Integer.MAX_VALUE : JsonCursor.MOST;
    long least = place ? 0 : -JsonCursor.MOST;
    if (in.number() > most || in.number() < least || (place && !in.isWholeNumber())) {
      return fail("its " + name + " is out of range");
    }
    line.set(number, in.number());
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
