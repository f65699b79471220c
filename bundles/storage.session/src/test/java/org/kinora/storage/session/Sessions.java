package org.kinora.storage.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The stored session, which the capture tool's own libraries have written. */
final class Sessions {
  static final String NAME = "session_20260207_101500";
  static final Path CORPUS = Path.of("../../tck/corpus/session");

  private static final Path WHOLE = CORPUS.resolve("v1/whole").resolve(NAME);

  private Sessions() {}

  /** Copies it into a directory. */
  static Path copy(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(WHOLE)) {
      return copy(dir, files.map(file -> file.getFileName().toString()).toList());
    }
  }

  /** Copies some of its files. */
  static Path copy(Path dir, String... files) throws IOException {
    return copy(dir, List.of(files));
  }

  private static Path copy(Path dir, List<String> files) throws IOException {
    Path session = Files.createDirectories(dir.resolve(NAME));
    for (String file : files) {
      Files.copy(WHOLE.resolve(file), session.resolve(file));
    }
    return session;
  }

  /** Its table, as text, with other rows. */
  static void write(Path session, List<String> rows) throws IOException {
    String header;
    try (Stream<String> lines = Files.lines(WHOLE.resolve(SessionFolder.TABLE_AS_TEXT))) {
      header = lines.findFirst().orElseThrow();
    }
    Files.deleteIfExists(session.resolve(SessionFolder.TABLE));
    Files.writeString(
        session.resolve(SessionFolder.TABLE_AS_TEXT),
        header + "\n" + String.join("\n", rows) + "\n");
  }
}
