package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.boxes.Structure;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.output.PatchableOutput;

class CueIndexTest {
  private static final int POINTS = 3_000_000;
  private static final int TICKS_APART = 100;
  private static final int CLUSTER_BYTES = 5_000;

  @TempDir Path directory;

  /** What another reader finds of the points, as it passes. */
  private static final class Seen {
    private int points;
    private long lastTicks = -1;
    private long stepTicks;

    void time(long ticks) {
      if (points == 1) {
        stepTicks = ticks - lastTicks;
      } else if (points > 1) {
        assertEquals(stepTicks, ticks - lastTicks, "from " + lastTicks);
      } else {
        assertEquals(0, ticks);
      }
      lastTicks = ticks;
      points++;
    }

    void cluster(long position) {
      assertEquals(lastTicks / TICKS_APART * CLUSTER_BYTES, position, "at " + lastTicks);
    }
  }

  @Test
  void add_morePointsThanItHolds_keepsThemEvenlyFromFirstToLast() throws IOException {
    CueIndex cues = new CueIndex();
    for (int i = 0; i < POINTS; i++) {
      cues.add((long) i * TICKS_APART, 1, (long) i * CLUSTER_BYTES, CueIndex.UNKNOWN_OFFSET);
    }
    Path file = directory.resolve("cues");
    Seen seen = new Seen();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      PatchableOutput out = new PatchableOutput(channel);
      out.write(Ebml.element(MatroskaId.EBML, Ebml.text(MatroskaId.DOC_TYPE, "matroska")));
      cues.write(out);
      out.flush();
      Structure.walk(
          channel.position(0),
          part -> {
            switch (part.name()) {
              case "CueTime" -> seen.time(Long.parseLong(part.detail()));
              case "CueClusterPosition" -> seen.cluster(Long.parseLong(part.detail()));
              default -> {
                // what holds them
              }
            }
          });
    }
    assertEquals(4 * TICKS_APART, seen.stepTicks);
    assertEquals(POINTS / 4, seen.points);
    assertEquals((POINTS - 4L) * TICKS_APART, seen.lastTicks);
  }
}
