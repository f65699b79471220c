package org.kinora.storage.session;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** A file of comma-separated values as RFC 4180 has them, a record at a time. One thread. */
final class CsvFile implements Closeable {
  private static final char QUOTE = '"';
  private static final int END = -1;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final Path file;
  private final Reader in;
  private final StringBuilder field = new StringBuilder();
  private int read;
  private boolean torn;

  CsvFile(Path file) throws IOException {
    this.file = file;
    in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  /**
   * The fields of the next record; empty at the end, also if it ends within a record.
   *
   * @throws MediaException INDEX_PARSE_ERROR for a record that is too large to be one
   */
  Optional<List<String>> next() throws IOException {
    List<String> fields = new ArrayList<>();
    read = 0;
    while (true) {
      int end = field();
      if (end == END) {
        torn = !fields.isEmpty() || !field.isEmpty();
        return Optional.empty();
      }
      fields.add(field.toString());
      if (end == '\n') {
        return Optional.of(fields);
      }
    }
  }

  /** Whether the file ended within a record. */
  boolean isTorn() {
    return torn;
  }

  /** Reads a field; returns what ends it: a comma, a line feed, or the end of the file. */
  private int field() throws IOException {
    field.setLength(0);
    boolean quoted = false;
    int before = END;
    for (int c = character(); c != END; before = c, c = character()) {
      if (c == QUOTE) {
        // Of two quotes within quotes the second one opens them again, and stands for itself.
        if (!quoted && before == QUOTE) {
          field.append(QUOTE);
        }
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        return c;
      } else if (quoted || c != '\r') {
        field.append((char) c);
      }
    }
    return END;
  }

  private int character() throws IOException {
    if (++read > MOST_CHARACTERS) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "%s: a record of more than %d characters".formatted(file.getFileName(), MOST_CHARACTERS));
    }
    return in.read();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
