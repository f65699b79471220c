package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.spi.storage.Probe;

/** Looking is cheap, harmless and never fails. */
interface StorageProbeRules extends StorageUnderTest {
  @Test
  default void probe_example_matchesAndChangesNothing(@TempDir Path dir) throws IOException {
    Path at = example(dir);
    Snapshot before = Snapshot.of(dir);
    assertInstanceOf(Probe.Match.class, format().probe(at));
    assertEquals(before, Snapshot.of(dir));
  }

  @Test
  default void probe_nothingThere_noMatch(@TempDir Path dir) throws IOException {
    assertNoMatch(dir, dir.resolve("nothing"));
  }

  @Test
  default void probe_emptyFile_noMatch(@TempDir Path dir) throws IOException {
    assertNoMatch(dir, Files.createFile(named(dir, "empty")));
  }

  @Test
  default void probe_emptyDirectory_noMatch(@TempDir Path dir) throws IOException {
    assertNoMatch(dir, Files.createDirectory(named(dir, "empty")));
  }

  @Test
  default void probe_directoryOfOtherFiles_noMatch(@TempDir Path dir) throws IOException {
    Path other = Files.createDirectory(named(dir, "other"));
    Files.writeString(other.resolve("notes.txt"), "not a recording");
    Files.writeString(other.resolve("notes.json"), "{}");
    Files.createDirectory(other.resolve("data"));
    assertNoMatch(dir, other);
  }

  @Test
  default void probe_text_noMatch(@TempDir Path dir) throws IOException {
    assertNoMatch(dir, Files.writeString(named(dir, "text"), "not a recording\n".repeat(300)));
  }

  @Test
  default void probe_randomBytes_noMatch(@TempDir Path dir) throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      byte[] bytes = new byte[512 << seed % 8];
      new Random(seed).nextBytes(bytes);
      assertNoMatch(dir, Files.write(named(dir, "random-" + seed), bytes));
    }
  }

  /** Where files of the format's names are directories, and directories files. */
  @Test
  default void probe_namesOfTheWrongKind_isNoException(@TempDir Path dir) throws IOException {
    Path at = example(Files.createDirectory(dir.resolve("whole")));
    Path wrong = dir.resolve("wrong");
    Files.createDirectory(wrong);
    for (Path file : Snapshot.files(at)) {
      Files.createDirectories(wrong.resolve(file.getFileName()));
    }
    assertNoMatch(wrong, wrong);
  }

  /** A tebibyte of nothing behind each file must not be read. */
  @Test
  default void probe_hugeFiles_isCheap(@TempDir Path dir) throws IOException {
    Path at = example(dir);
    for (Path file : Snapshot.files(at)) {
      try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
        data.setLength(data.length() + (1L << 40));
      }
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> Failures.withinMemory(() -> format().probe(at)));
  }

  private void assertNoMatch(Path dir, Path at) throws IOException {
    Snapshot before = Snapshot.of(dir);
    Probe probe = format().probe(at);
    Probe.NoMatch noMatch = assertInstanceOf(Probe.NoMatch.class, probe, at::toString);
    assertFalse(noMatch.reason().isBlank(), "a person is told what is missing");
    assertEquals(before, Snapshot.of(dir));
  }

  /** A name that ends as the example's does, so that the name alone does not decide. */
  private Path named(Path dir, String stem) throws IOException {
    Path scratch = Files.createTempDirectory(dir, "example");
    String name = example(scratch).getFileName().toString();
    for (Path file : Snapshot.files(scratch)) {
      Files.delete(file);
    }
    int dot = name.lastIndexOf('.');
    return dir.resolve(stem + (dot < 0 ? "" : name.substring(dot)));
  }
}
