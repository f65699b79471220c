package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long file needs little memory: a process with a heap of 64 MiB writes pictures and sound for
 * 600 seconds, or as many as the system property {@code kinora.seconds} says, and never has more
 * than 256 MiB, what the muxer has outside of the heap among it. A day has 86,400.
 */
public abstract class MuxerMemoryContract {
  private static final long MOST_KB = 256 << 10;
  private static final int SECONDS = Integer.getInteger("kinora.seconds", 600);

  private final MuxerUnderTest muxer;

  /** For a subclass. */
  protected MuxerMemoryContract(MuxerUnderTest muxer) {
    this.muxer = muxer;
  }

  @Test
  void write_longFileAtRest_staysBelowTheLimit(@TempDir Path dir)
      throws IOException, InterruptedException {
    assertStaysSmall(dir, false);
  }

  @Test
  void write_longLiveFile_staysBelowTheLimit(@TempDir Path dir)
      throws IOException, InterruptedException {
    if (!muxer.behaviour().liveSets().isEmpty()) {
      assertStaysSmall(dir, true);
    }
  }

  private void assertStaysSmall(Path dir, boolean live) throws IOException, InterruptedException {
    Path file = dir.resolve("long." + muxer.behaviour().extension());
    Process writer =
        JavaProcess.builder(
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                LongFile.class,
                List.of(
                    muxer.getClass().getName(),
                    file.toString(),
                    Integer.toString(SECONDS),
                    Boolean.toString(live)))
            .start();
    try (BufferedReader said = writer.inputReader()) {
      String line = said.readLine();
      assertEquals(0, writer.waitFor(), "exit code");
      long highWaterKb = Long.parseLong(line);
      assertTrue(
          highWaterKb > 0 && highWaterKb < MOST_KB,
          highWaterKb + " KiB for " + SECONDS + " s, a file of " + Files.size(file) + " bytes");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }
}
