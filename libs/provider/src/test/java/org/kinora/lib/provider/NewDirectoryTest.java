package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class NewDirectoryTest {
  @TempDir Path temp;

  @Test
  void create_there_isRefused() {
    MediaException failure = assertThrows(MediaException.class, () -> NewDirectory.create(temp));
    assertEquals(MediaError.TARGET_EXISTS, failure.code());
  }

  @Test
  void create_noParent_namesThePlace() {
    Path at = temp.resolve("a").resolve("b");
    MediaException failure = assertThrows(MediaException.class, () -> NewDirectory.create(at));
    assertEquals(MediaError.IO_ERROR, failure.code());
  }

  @Test
  void replace_twice_leavesTheLastAndNothingElse() throws IOException {
    NewDirectory directory = NewDirectory.create(temp.resolve("new"));
    for (String text : List.of("the first, which is longer", "the second")) {
      directory.replace("it.json", text.getBytes(StandardCharsets.UTF_8));
      assertEquals(text, Files.readString(directory.path().resolve("it.json")));
    }
    directory.forceNames();
    try (Stream<Path> files = Files.list(directory.path())) {
      assertEquals(List.of(directory.path().resolve("it.json")), files.toList());
    }
  }

  @Test
  void discard_withFiles_leavesNothing() throws IOException {
    NewDirectory directory = NewDirectory.create(temp.resolve("new"));
    Files.writeString(Files.createDirectory(directory.path().resolve("wal")).resolve("a"), "x");
    IOException cause = new IOException("no space");
    directory.discard(cause);
    assertFalse(Files.exists(directory.path()));
    assertEquals(0, cause.getSuppressed().length);
    directory.discard(cause);
    assertEquals(1, cause.getSuppressed().length, "it is gone already");
  }
}
