package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;

class ProgressLineTest {
  private static final Progress HALF =
      new Progress(Stage.ENCODING, 30_000_000, 60_000_000, 900, 2_097_152, Duration.ofSeconds(6));

  @Test
  void plain_halfDone_saysAll() {
    assertEquals(
        " 50 %  0:00:30 of 0:01:00  5.0x  0:00:06 left  900 samples  2.0 MiB",
        ProgressLine.plain(HALF));
  }

  @Test
  void bar_wideTerminal_isAsFullAsTheWork() {
    String line = ProgressLine.bar(HALF, 120);
    assertEquals("[" + "=".repeat(15) + " ".repeat(15) + "] " + ProgressLine.plain(HALF), line);
  }

  @Test
  void bar_anyWidth_staysWithinIt() {
    for (int width = 0; width < 130; width++) {
      assertTrue(ProgressLine.bar(HALF, width).length() <= width, "width " + width);
    }
  }

  @Test
  void plain_beforeAnythingIsKnown_promisesNothing() {
    Progress start = new Progress(Stage.PREPARING, 0, 0, 0, 0, Duration.ZERO);
    assertEquals("  0 %  0:00:00  0.0x  preparing  0 B", ProgressLine.plain(start));
  }

  @Test
  void anyLine_withoutAnEnd_isTimeAndBytes() {
    Progress live =
        new Progress(Progress.Stage.COPYING, 62_000_000, 0, 9, 2 << 20, Duration.ofSeconds(63));
    assertEquals("0:01:02  2.0 MiB", ProgressLine.plain(live));
    assertEquals("0:01:02  2.0 MiB", ProgressLine.bar(live, 120));
  }

  @Test
  void plain_interrupted_countsGaps() {
    Progress once = new Progress(Stage.COPYING, 1_000_000, 0, 9, 9, 1, Duration.ofSeconds(2));
    assertEquals("0:00:01  9 B  1 gap", ProgressLine.plain(once));
    Progress twice =
        new Progress(Stage.COPYING, 1_000_000, 4_000_000, 9, 9, 2, Duration.ofSeconds(1));
    assertEquals(
        " 25 %  0:00:01 of 0:00:04  1.0x  0:00:03 left  9 B  2 gaps", ProgressLine.plain(twice));
  }

  @Test
  void plain_heldUp_saysByWhat() {
    Progress waits = new Progress(Stage.QUEUED, 0, 60_000_000, 0, 0, Duration.ofSeconds(3));
    assertEquals(
        "  0 %  0:00:00 of 0:01:00  0.0x  waits for other jobs  0 B", ProgressLine.plain(waits));
    Progress paused =
        new Progress(Stage.PAUSED, 30_000_000, 60_000_000, 9, 1, Duration.ofSeconds(30));
    assertEquals("0:01:00  1.0x  paused  1 B", ProgressLine.plain(paused).substring(18));
  }

  @Test
  void plain_finishing_saysSo() {
    Progress end =
        new Progress(Stage.FINISHING, 60_000_000, 60_000_000, 1, 1, Duration.ofSeconds(12));
    assertEquals("100 %  0:01:00 of 0:01:00  5.0x  finishing  1 B", ProgressLine.plain(end));
  }
}
