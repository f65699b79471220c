package org.kinora.storage.opuswal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int PACKET_MS = 20;
  private static final int JITTER_MS = 8;

  /** Three hours with a pause about every ten seconds; stamps waver to both sides. */
  @Test
  void place_threeHoursOfPausesAndJitter_staysWithinOnePacket() {
    for (int seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      Placement placement = new Placement();
      long trueMs = 1_000;
      int pauses = 0;
      while (trueMs < 3 * 3_600_000L) {
        long stampMs = trueMs + random.nextInt(2 * JITTER_MS + 1) - JITTER_MS;
        long placed = placement.place(stampMs, PACKET_MS * 48);
        double errorMs = placed / 48.0 - trueMs;
        assertTrue(
            Math.abs(errorMs) <= PACKET_MS,
            "seed " + seed + ": " + errorMs + " ms off at " + trueMs + " ms");
        trueMs += PACKET_MS;
        if (random.nextInt(500) == 0) {
          trueMs += 1 + random.nextInt(4_000);
          pauses++;
        }
      }
      assertTrue(pauses > 500, "seed " + seed + ": " + pauses + " pauses");
    }
  }

  @Test
  void place_repeatedStampsThenJump_runsOn() {
    Placement placement = new Placement();
    long[] stampsMs = {37, 37, 37, 100};
    for (int i = 0; i < stampsMs.length; i++) {
      assertEquals((37L + i * 20L) * 48, placement.place(stampsMs[i], 960));
    }
  }

  @Test
  void place_laterThanTolerance_isAGap() {
    Placement placement = new Placement();
    placement.place(0, 960);
    assertEquals(20 * 48, placement.place(20 + Placement.TOLERANCE_MS, 960));
    assertEquals(53 * 48, placement.place(40 + Placement.TOLERANCE_MS + 1, 960));
  }
}
