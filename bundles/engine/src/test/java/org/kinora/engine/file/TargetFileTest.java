package org.kinora.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

final class TargetFileTest {
  @TempDir Path dir;

  @Test
  void commit_fileAppearsWhole() throws IOException {
    Path target = dir.resolve("out");
    try (TargetFile file = TargetFile.create(target, false)) {
      write(file, "new");
      assertFalse(Files.exists(target));
      file.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("out"), names());
  }

  @Test
  void close_withoutCommit_leavesNothing() throws IOException {
    try (TargetFile file = TargetFile.create(dir.resolve("out"), false)) {
      write(file, "new");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void close_channelClosedByAnInterrupt_leavesNothing() throws IOException {
    try (TargetFile file = TargetFile.create(dir.resolve("out"), false)) {
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, () -> write(file, "new"));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void of_fileOfTheSourceDirectory_isNeverReplaced() throws IOException {
    Path data = Files.writeString(dir.resolve("data.bin"), "recorded");
    MediaException e =
        assertThrows(MediaException.class, () -> TargetFile.of(dir, data, true).close());
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    Files.createDirectory(dir.resolve("exports"));
    Path earlier = Files.writeString(dir.resolve("exports/out.mp4"), "exported");
    TargetFile.of(dir, earlier, true).close();
    TargetFile.of(dir, dir.resolve("new.png"), true).close();
    assertEquals("recorded", Files.readString(data));
  }

  @Test
  void create_targetThere_isRefusedAndUntouched() throws IOException {
    Path target = Files.writeString(dir.resolve("out"), "old");
    assertExists(() -> TargetFile.create(target, false));
    assertEquals("old", Files.readString(target));
  }

  @Test
  void commit_targetAppearedMeanwhile_isNotReplaced() throws IOException {
    Path target = dir.resolve("out");
    try (TargetFile file = TargetFile.create(target, false)) {
      Files.writeString(target, "other");
      assertExists(file::commit);
    }
    assertEquals("other", Files.readString(target));
    assertEquals(List.of("out"), names());
  }

  @Test
  void create_overwrite_oldFileStaysUntilCommit() throws IOException {
    Path target = Files.writeString(dir.resolve("out"), "old");
    try (TargetFile file = TargetFile.create(target, true)) {
      write(file, "new");
      assertEquals("old", Files.readString(target));
      file.commit();
    }
    assertEquals("new", Files.readString(target));
  }

  @Test
  void create_anotherJobWritesIt_isRefused() throws IOException {
    Path target = dir.resolve("out");
    try (TargetFile first = TargetFile.create(target, true)) {
      write(first, "first");
      assertExists(() -> TargetFile.create(target, true));
      first.commit();
    }
    assertEquals("first", Files.readString(target));
  }

  @Test
  void create_partOfACrash_isStartedAfresh() throws IOException {
    Files.writeString(dir.resolve("out.part"), "a longer rest of a crash");
    try (TargetFile file = TargetFile.create(dir.resolve("out"), false)) {
      write(file, "new");
      file.commit();
    }
    assertEquals("new", Files.readString(dir.resolve("out")));
  }

  @Test
  void create_noDirectory_isRefused() {
    MediaException e =
        assertThrows(MediaException.class, () -> TargetFile.create(dir.resolve("no/out"), false));
    assertEquals(MediaError.DIR_NOT_FOUND, e.code());
  }

  private static void assertExists(org.junit.jupiter.api.function.Executable call) {
    assertEquals(MediaError.TARGET_EXISTS, assertThrows(MediaException.class, call).code());
  }

  private static void write(TargetFile file, String text) throws IOException {
    file.channel().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
