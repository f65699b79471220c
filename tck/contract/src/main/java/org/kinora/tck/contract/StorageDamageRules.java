package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;

/**
 * A damaged recording is read or refused with a code, in bounded time, and stays as it is. What is
 * read of a truncated one was in the whole one.
 */
interface StorageDamageRules extends StorageUnderTest {
  /** The places at which each file is cut, and the bytes that are changed. */
  int MUTATIONS = 24;

  /** Far more than any format needs for all mutations of a small recording. */
  Duration LIMIT = Duration.ofMinutes(2);

  @Test
  default void read_truncatedFiles_givesTrueSamplesOrACode(@TempDir Path dir) throws IOException {
    Path at = example(Files.createDirectory(dir.resolve("whole")));
    Set<Blob> truth = samples(at);
    Random random = new Random(11);
    forEachFile(
        dir,
        at,
        (file, bytes, n) -> {
          int length = cut(bytes.length, n, random);
          Files.write(file, Arrays.copyOf(bytes, length));
          String what = file.getFileName() + " cut to " + length + " of " + bytes.length;
          return sample -> assertTrue(truth.contains(sample), what + ": a sample not recorded");
        });
  }

  @Test
  default void read_changedBytes_givesSamplesOrACode(@TempDir Path dir) throws IOException {
    Path at = example(Files.createDirectory(dir.resolve("whole")));
    Random random = new Random(13);
    forEachFile(
        dir,
        at,
        (file, bytes, n) -> {
          byte[] changed = bytes.clone();
          for (int i = 0; changed.length > 0 && i <= n % 4; i++) {
            int where = random.nextInt(n % 2 == 0 ? changed.length : Math.min(400, changed.length));
            changed[where] = (byte) random.nextInt(256);
          }
          Files.write(file, changed);
          return sample -> {};
        });
  }

  private void forEachFile(Path dir, Path at, Mutation mutation) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (Path file : Snapshot.files(at)) {
            byte[] bytes = Files.readAllBytes(file);
            for (int n = 0; n < MUTATIONS; n++) {
              Path place = Files.createTempDirectory(dir, "damaged");
              Path copy = Snapshot.copy(at, place.resolve(at.getFileName()));
              Path damaged = copy.resolve(at.relativize(file).toString());
              SampleCheck check = mutation.apply(damaged, bytes, n);
              Snapshot before = Snapshot.of(copy);
              Failures.withinMemory(() -> readAll(copy, check));
              assertEquals(before, Snapshot.of(copy), "a damaged recording is left as it is");
            }
          }
        });
  }

  private Set<Blob> samples(Path at) throws IOException {
    Set<Blob> samples = new HashSet<>();
    try (RecordingReader reader = format().open(at)) {
      for (Track track : reader.info().tracks()) {
        Readings.all(reader, track).forEach(sample -> samples.add(sample.data()));
      }
    }
    return samples;
  }

  /** Success or a code; anything else passes through and fails the test. */
  private void readAll(Path at, SampleCheck check) throws IOException {
    format().probe(at);
    try (RecordingReader reader = format().open(at)) {
      for (Track track : reader.info().tracks()) {
        try {
          reader.read(
              Readings.whole(reader, track),
              (info, data) -> {
                assertEquals(info.size(), data.remaining(), () -> "bytes lent for " + info);
                check.check(Blob.of(data));
              });
        } catch (MediaException refused) {
          assertTrue(!refused.getMessage().isBlank(), "a failure says what is wrong");
        }
      }
      reader.verify(fault -> {});
    } catch (MediaException refused) {
      assertTrue(!refused.getMessage().isBlank(), "a failure says what is wrong");
    }
  }

  private static int cut(int length, int n, Random random) {
    return switch (n) {
      case 0 -> 0;
      case 1 -> Math.min(1, length);
      case 2 -> Math.max(0, length - 1);
      case 3 -> Math.max(0, length - 2);
      default -> random.nextInt(length + 1);
    };
  }

  /** Damages the copy of one file; returns what to hold its samples against. */
  @FunctionalInterface
  interface Mutation {
    SampleCheck apply(Path file, byte[] bytes, int n) throws IOException;
  }

  /** Looks at one sample of a damaged recording. */
  @FunctionalInterface
  interface SampleCheck {
    void check(Blob sample);
  }
}
