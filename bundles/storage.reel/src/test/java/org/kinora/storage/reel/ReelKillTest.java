package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording process is killed at random moments: 5 times, 200 in profile {@code soak}. */
class ReelKillTest {
  private static final int SECONDS = 400;

  @Test
  void open_recorderKilled_hasAllThatWasAcknowledged(@TempDir Path dir)
      throws IOException, InterruptedException {
    int kills = Integer.getInteger("kinora.kills", 5);
    for (int seed = 0; seed < kills; seed++) {
      Path at = dir.resolve("take-" + seed);
      Process recorder =
          Recorder.start(
              Recorder.class,
              List.of("-XX:TieredStopAtLevel=1"),
              at.toString(),
              Integer.toString(seed),
              Integer.toString(SECONDS));
      int acknowledged = 0;
      try (BufferedReader said = recorder.inputReader()) {
        int lines = 1 + new Random(seed).nextInt(900);
        for (int n = 0; n < lines; n++) {
          acknowledged = Integer.parseInt(said.readLine());
        }
        recorder.toHandle().destroyForcibly();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          acknowledged = Math.max(acknowledged, Integer.parseInt(line)); // the last may be cut
        }
      }
      assertNotEquals(0, recorder.waitFor(), "it was killed before it was ready");
      Take.of(seed, SECONDS).assertIsBeginning(at, acknowledged, "killed, seed " + seed);
    }
  }
}
