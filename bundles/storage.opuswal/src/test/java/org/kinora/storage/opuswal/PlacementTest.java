package org.kinora.storage.opuswal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int PACKET_MS = 20;
  private static final int PACKET_SAMPLES = PACKET_MS * 48;
  private static final int JITTER_MS = 8;
  private static final long THREE_HOURS_MS = 3 * 3_600_000L;

  private static long[] place(long... stampsMs) {
    Placement placement =
        new Placement(stampsMs.length, n -> stampsMs[n], n -> (long) PACKET_SAMPLES);
    return Arrays.stream(stampsMs).map(stamp -> placement.place()).toArray();
  }

  private static long[] samples(long... timesMs) {
    return Arrays.stream(timesMs).map(ms -> ms * 48).toArray();
  }

  /** What a speaker really did, and what the stamps say of it. */
  private static final class Model {
    private final Random random;
    private final List<Long> trueMs = new ArrayList<>();
    private final List<Long> stampsMs = new ArrayList<>();
    private long nowMs = 1_000;
    private int pauses;

    Model(long seed) {
      random = new Random(seed);
    }

    /** A packet whose stamp wavers to both sides. */
    void packet() {
      trueMs.add(nowMs);
      stampsMs.add(nowMs + random.nextInt(2 * JITTER_MS + 1) - JITTER_MS);
      nowMs += PACKET_MS;
    }

    /** Packets that waited for each other: all have the stamp of the first. */
    void burst(int packets) {
      packet();
      long stampMs = stampsMs.get(stampsMs.size() - 1);
      for (int i = 1; i < packets; i++) {
        packet();
        stampsMs.set(stampsMs.size() - 1, stampMs);
      }
    }

    void pause(int ms) {
      nowMs += ms;
      pauses++;
    }

    /** Places the packets as a reader does: by stamp, equal ones as they came. */
    long[] placed() {
      Integer[] order = new Integer[stampsMs.size()];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(stampsMs.get(a), stampsMs.get(b)));
      Placement placement =
          new Placement(order.length, n -> stampsMs.get(order[n]), n -> (long) PACKET_SAMPLES);
      return Arrays.stream(order).mapToLong(n -> placement.place()).toArray();
    }
  }

  /** Speech with a pause about every ten seconds, of any length from 1 ms on. */
  @Test
  void place_threeHoursOfJitterAndPauses_staysWithinOnePacket() {
    long seed = new Random().nextLong();
    Model model = new Model(seed);
    while (model.nowMs < THREE_HOURS_MS) {
      model.packet();
      if (model.random.nextInt(500) == 0) {
        model.pause(1 + model.random.nextInt(4_000));
      }
    }
    assertTrue(model.pauses > 500, "seed " + seed + ": " + model.pauses + " pauses");
    assertWithinOnePacket(model, seed);
  }

  /** The same with packets that come in bursts of up to ten. */
  @Test
  void place_threeHoursOfBursts_staysWithinOnePacket() {
    long seed = new Random().nextLong();
    Model model = new Model(seed);
    while (model.nowMs < THREE_HOURS_MS) {
      model.burst(1 + model.random.nextInt(10));
      if (model.random.nextInt(100) == 0) {
        model.pause(30 + model.random.nextInt(4_000));
      }
    }
    assertTrue(model.pauses > 500, "seed " + seed + ": " + model.pauses + " pauses");
    assertWithinOnePacket(model, seed);
  }

  private static void assertWithinOnePacket(Model model, long seed) {
    long[] placed = model.placed();
    for (int i = 0; i < placed.length; i++) {
      double errorMs = placed[i] / 48.0 - model.trueMs.get(i);
      assertTrue(
          Math.abs(errorMs) <= PACKET_MS,
          "seed %d: packet %d is %.1f ms off at %d ms"
              .formatted(seed, i, errorMs, model.trueMs.get(i)));
    }
  }

  /** No pause was made, so none may be heard: nothing is torn apart by stamps that waver. */
  @Test
  void place_hoursWithoutAPause_areOneRun() {
    long seed = new Random().nextLong();
    int torn = 0;
    for (int round = 0; round < 1_000; round++) {
      Model model = new Model(seed + round);
      for (int i = 0; i < 500; i++) {
        model.packet();
      }
      long[] placed = model.placed();
      for (int i = 1; i < placed.length; i++) {
        torn += placed[i] == placed[i - 1] + PACKET_SAMPLES ? 0 : 1;
      }
    }
    assertTrue(torn <= 10, "seed " + seed + ": " + torn + " false gaps in 1,000 runs");
  }

  /** Between two runs the true pause is heard, as exactly as stamps are. */
  @Test
  void place_pause_isAsLongAsItWas() {
    assertArrayEquals(samples(0, 20, 40, 100_060), place(0, 20, 40, 100_060));
  }

  @Test
  void place_repeatedStampsThenJump_runsOn() {
    assertArrayEquals(samples(40, 60, 80, 100), place(37, 37, 37, 100));
  }

  @Test
  void place_firstStampEarly_isNoGap() {
    assertArrayEquals(samples(12, 32, 52, 72), place(0, 32, 42, 66));
  }

  @Test
  void place_laterThanTolerance_isAGap() {
    long[] stampsMs = new long[12];
    Arrays.setAll(stampsMs, i -> i * 20L);
    stampsMs[11] += Placement.TOLERANCE_MS;
    assertEquals(11 * PACKET_SAMPLES, place(stampsMs)[11]);
    stampsMs[11]++;
    assertEquals((11 * 20 + Placement.TOLERANCE_MS + 1) * 48, place(stampsMs)[11]);
  }
}
