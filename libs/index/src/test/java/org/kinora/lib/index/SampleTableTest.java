package org.kinora.lib.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;

final class SampleTableTest {
  @Test
  void floor_variableFrameRate_findsLastAtOrBefore() {
    SampleTable table = table(0, 10, 10, 500);
    assertEquals(-1, table.floor(-1));
    assertEquals(0, table.floor(0));
    assertEquals(0, table.floor(9));
    assertEquals(2, table.floor(10));
    assertEquals(2, table.floor(499));
    assertEquals(3, table.floor(Long.MAX_VALUE));
  }

  @Test
  void unknownDurations_reachToTheNextPicture() {
    SampleTable table = table(0, 10, 500);
    assertEquals(10, table.durationUs(0));
    assertEquals(490, table.durationUs(1));
    assertEquals(490, table.durationUs(2));
    assertEquals(990, table.endUs());
  }

  @Test
  void reorderedPictures_floorAndDurationsFollowPresentation() {
    SampleTable table =
        SampleTable.builder()
            .add(0, -20, MediaTime.UNKNOWN, 0, 1, true)
            .add(30, -10, MediaTime.UNKNOWN, 1, 1, false)
            .add(10, 0, MediaTime.UNKNOWN, 2, 1, false)
            .add(20, 10, MediaTime.UNKNOWN, 3, 1, false)
            .build();
    assertEquals(2, table.floor(19));
    assertEquals(1, table.floor(31));
    assertEquals(10, table.durationUs(0));
    assertEquals(10, table.durationUs(1));
    assertEquals(-10, table.decodeTimeUs(1));
  }

  @Test
  void keyframeBefore_leadingPictureOfAnOpenGop_startsOneGopEarlier() {
    SampleTable table =
        SampleTable.builder()
            .add(0, 0, 10, 0, 1, true)
            .add(40, 10, 10, 1, 1, true)
            .add(30, 20, 10, 2, 1, false)
            .add(50, 30, 10, 3, 1, false)
            .build();
    assertEquals(0, table.keyframeBefore(2));
    assertEquals(1, table.keyframeBefore(3));
    assertEquals(1, table.keyframeBefore(1));
  }

  @Test
  void keyframeBefore_noKeyframe_isMinusOne() {
    SampleTable table = SampleTable.builder().add(0, 0, 10, 0, 1, false).build();
    assertEquals(-1, table.keyframeBefore(0));
    assertThrows(IndexOutOfBoundsException.class, () -> table.isKeyframe(1));
  }

  @Test
  void runEnd_gapsAndLengths_endsBeforeWhatLiesElsewhereOrTooFar() {
    SampleTable table = places(0, 10, 25, 20, 50);
    assertEquals(2, table.runEnd(0, 5, 4, 1_000), "15 lies 5 behind the end of the one before it");
    assertEquals(3, table.runEnd(0, 5, 5, 1_000), "20 lies before 35");
    assertEquals(5, table.runEnd(3, 5, 20, 1_000));
    assertEquals(4, table.runEnd(3, 4, 20, 1_000));
    assertEquals(2, table.runEnd(0, 5, 5, 34));
    assertEquals(3, table.runEnd(0, 5, 5, 35));
    assertEquals(1, table.runEnd(0, 5, 5, 3), "the first counts whatever its size");
  }

  /** Samples of ten bytes. */
  private static SampleTable places(long... places) {
    SampleTable.Builder builder = SampleTable.builder();
    for (int i = 0; i < places.length; i++) {
      builder.add(i, i, 1, places[i], 10, true);
    }
    return builder.build();
  }

  @Test
  void withRisingDecodeTimes_reorderedPictures_areDecodedBeforeTheyAreShown() {
    SampleTable table = table(0, 30, 10, 20, 40).withRisingDecodeTimes();
    long[] decodeTimes = {-10, 0, 10, 20, 30};
    for (int i = 0; i < decodeTimes.length; i++) {
      assertEquals(decodeTimes[i], table.decodeTimeUs(i));
    }
    assertEquals(30, table.timeUs(1));
    assertEquals(10, table.durationUs(2));
  }

  @Test
  void everything_randomSamples_isAsAdded() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<Added> samples = randomSamples(random, random.nextInt(5_000));
      SampleTable.Builder builder = SampleTable.builder();
      samples.forEach(s -> builder.add(s.time, s.decode, s.duration, s.at, s.size, s.key));
      String place = "seed " + seed + ", round " + round;
      check(samples, builder.build(), place);
    }
  }

  /** One sample as it was added. */
  private record Added(long time, long decode, long duration, long at, int size, boolean key) {}

  private static List<Added> randomSamples(Random random, int count) {
    int reach = random.nextInt(3) * random.nextInt(500);
    int known = random.nextInt(3);
    List<Added> samples = new ArrayList<>();
    long at = random.nextInt(100);
    for (int i = 0; i < count; i++) {
      long decode = 1_000L * i;
      long time = decode + (reach == 0 ? 0 : 500L * random.nextInt(reach));
      boolean open = known == 0 || (known == 1 && random.nextBoolean());
      long duration = open ? MediaTime.UNKNOWN : random.nextInt(3_000);
      int size = random.nextInt(100_000);
      samples.add(new Added(time, decode, duration, at, size, random.nextInt(50) == 0));
      at += random.nextInt(100) == 0 ? random.nextLong() >>> 20 : size;
    }
    return samples;
  }

  private static void check(List<Added> samples, SampleTable table, String place) {
    assertEquals(samples.size(), table.count(), place);
    int[] order =
        IntStream.range(0, samples.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> samples.get(i).time))
            .mapToInt(Integer::intValue)
            .toArray();
    long before = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int i = order[rank];
      Added s = samples.get(i);
      boolean last = rank + 1 == order.length;
      long next = last ? before : samples.get(order[rank + 1]).time - s.time;
      before = s.duration == MediaTime.UNKNOWN ? next : s.duration;
      SampleInfo expected = new SampleInfo(s.time, s.decode, before, s.size, s.key);
      assertEquals(expected, table.info(i), place + ", sample " + i);
      assertEquals(expected, oneByOne(table, i), place + ", sample " + i);
      assertEquals(s.at, table.position(i), place + ", sample " + i);
      assertEquals(s.at + s.size, table.end(i), place + ", sample " + i);
      boolean lastOfItsTime = last || samples.get(order[rank + 1]).time > s.time;
      assertTrue(!lastOfItsTime || table.floor(s.time) == i, place + ", sample " + i);
    }
  }

  private static SampleInfo oneByOne(SampleTable table, int i) {
    return new SampleInfo(
        table.timeUs(i),
        table.decodeTimeUs(i),
        table.durationUs(i),
        table.size(i),
        table.isKeyframe(i));
  }

  private static SampleTable table(long... times) {
    SampleTable.Builder builder = SampleTable.builder();
    for (long time : times) {
      builder.add(time, time, MediaTime.UNKNOWN, 0, 1, true);
    }
    return builder.build();
  }
}
