package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.spi.storage.RecordingReader;

/**
 * What a process was told is safe outlives it: a writer's process is killed (SIGKILL) at random
 * moments, 3 times, or as often as the system property {@code kinora.kills} says.
 *
 * <p>The process begins anew with the contract's class alone, which therefore has a constructor
 * without parameters.
 */
public abstract class KilledWriterContract {
  private final WritableStorageContract storage;

  /**
   * For a subclass.
   *
   * @param storage what the format promises, and samples that fit it
   */
  protected KilledWriterContract(WritableStorageContract storage) {
    this.storage = storage;
  }

  @Test
  void open_writerKilled_hasAllThatWasFlushed(@TempDir Path dir)
      throws IOException, InterruptedException {
    long seed = Long.getLong("kinora.seed", System.nanoTime() & 0xFFFF_FFFFL);
    for (int n = Integer.getInteger("kinora.kills", 3); n > 0; n--, seed++) {
      Path at = dir.resolve("killed-" + seed);
      int flushed = recordUntilKilled(at, seed);
      try {
        assertSurvived(at, seed, flushed);
      } catch (IOException | AssertionError e) {
        throw new AssertionError(
            "-Dkinora.seed=%d, %d samples flushed: %s".formatted(seed, flushed, e), e);
      }
      delete(at);
    }
  }

  /** Returns how many samples the process was told are safe. */
  private int recordUntilKilled(Path at, long seed) throws IOException, InterruptedException {
    int count = KilledWriter.samples(storage, seed).count();
    int enough = new Random(seed).nextInt(count + 1);
    return JavaProcess.killAt(enough, KilledWriter.start(storage.getClass(), at, seed));
  }

  private void assertSurvived(Path at, long seed, int flushed) throws IOException {
    WrittenSamples samples = KilledWriter.samples(storage, seed);
    try (RecordingReader reader = storage.format().open(at)) {
      for (Clip clip : samples.clips()) {
        samples.assertBeginning(reader, clip, samples.of(clip.track(), flushed));
      }
      reader.verify(fault -> {});
    }
  }

  private static void delete(Path at) throws IOException {
    try (Stream<Path> walk = Files.walk(at)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
