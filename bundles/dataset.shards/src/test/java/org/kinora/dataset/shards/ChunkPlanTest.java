package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.FrameRate;

class ChunkPlanTest {
  private static final FrameRate THIRTY = new FrameRate(30, 1);
  private static final FrameRate NTSC = new FrameRate(30_000, 1001);

  private static List<ChunkSpan> constantRate(
      long durationUs, FrameRate rate, long framesPerChunk, Tail tail) {
    long frames = durationUs > 0 ? rate.frameAt(durationUs - 1) + 1 : 0;
    return ChunkPlan.constantRate(frames, rate::timeUs, framesPerChunk, tail);
  }

  @ParameterizedTest
  @CsvSource({"30,1,600", "60,1,1200", "30000,1001,599", "24000,1001,480", "1,60,1"})
  void framesPerChunk_ofTwentySeconds_isRounded(int frames, int seconds, long expected) {
    assertEquals(expected, ChunkPlan.framesPerChunk(new FrameRate(frames, seconds), 20_000_000));
  }

  @Test
  void constantRate_seedsExample_isItsNumbers() {
    ChunkSpan span = constantRate(200_000_000, THIRTY, 600, Tail.KEEP).get(6);
    assertEquals(new ChunkSpan(6, 120_000_000, 140_000_000, 3600, 4200, false), span);
    assertEquals(600, span.frames());
  }

  @Test
  void constantRate_tail_isKeptDroppedOrMerged() {
    long durationUs = 45_000_001;
    List<ChunkSpan> kept = constantRate(durationUs, THIRTY, 600, Tail.KEEP);
    assertEquals(3, kept.size());
    // One frame more begins before the end: the one that is shown in the last microsecond.
    assertEquals(new ChunkSpan(2, 40_000_000, 45_033_333, 1200, 1351, true), kept.get(2));
    assertEquals(kept.subList(0, 2), constantRate(durationUs, THIRTY, 600, Tail.DROP));
    assertEquals(
        List.of(kept.get(0), new ChunkSpan(1, 20_000_000, 45_033_333, 600, 1351, true)),
        constantRate(durationUs, THIRTY, 600, Tail.MERGE));
  }

  @Test
  void constantRate_shorterThanAChunk_isATail() {
    ChunkSpan only = new ChunkSpan(0, 0, 1_000_000, 0, 30, true);
    assertEquals(List.of(only), constantRate(1_000_000, THIRTY, 600, Tail.KEEP));
    assertEquals(List.of(only), constantRate(1_000_000, THIRTY, 600, Tail.MERGE));
    assertEquals(List.of(), constantRate(1_000_000, THIRTY, 600, Tail.DROP));
    assertEquals(List.of(), constantRate(0, THIRTY, 600, Tail.KEEP));
  }

  @Test
  void constantRate_tenHours_meetWithoutDrift() {
    List<ChunkSpan> spans = constantRate(36_000_000_000L, NTSC, 599, Tail.KEEP);
    for (int i = 1; i < spans.size(); i++) {
      assertEquals(spans.get(i - 1).endUs(), spans.get(i).startUs());
      assertEquals(spans.get(i - 1).endFrame(), spans.get(i).startFrame());
      assertEquals(NTSC.timeUs(599L * i), spans.get(i).startUs());
    }
    assertEquals(spans.get(0).startUs(), 0);
  }

  @Test
  void samples_ofAllChunks_areTheRecordings() {
    List<ChunkSpan> spans = constantRate(3_600_000_000L, NTSC, 599, Tail.KEEP);
    assertEquals(0, spans.get(0).startSample(44_100));
    for (int i = 1; i < spans.size(); i++) {
      assertEquals(spans.get(i - 1).endSample(44_100), spans.get(i).startSample(44_100));
    }
    ChunkSpan seeds = constantRate(200_000_000, THIRTY, 600, Tail.KEEP).get(6);
    assertEquals(960_000, seeds.endSample(48_000) - seeds.startSample(48_000));
  }

  @Test
  void onFrames_varyingRate_beginsWithAPicture() {
    long[] frames = {0, 30, 250, 260, 1_000, 1_400};
    assertEquals(
        List.of(
            new ChunkSpan(0, 0, 250, 0, 2, false),
            new ChunkSpan(1, 250, 1_000, 2, 4, false),
            new ChunkSpan(2, 1_000, 1_400, 4, 5, false),
            new ChunkSpan(3, 1_400, 1_450, 5, 6, true)),
        ChunkPlan.onFrames(frames, frames, 1_450, 200, Tail.KEEP));
  }

  @Test
  void onFrames_keyFramesOnTheGrid_isTheGrid() {
    long[] frames = LongStream.range(0, 40).map(i -> i * 25).toArray();
    long[] keys = {0, 200, 400, 500, 600, 800};
    assertEquals(
        List.of(0L, 200L, 400L, 600L, 800L),
        ChunkPlan.onFrames(frames, keys, 1000, 200, Tail.KEEP).stream()
            .map(ChunkSpan::startUs)
            .toList());
  }

  @Test
  void onFrames_anyFrames_coverAllOnce() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      long[] frames = random.longs(1 + random.nextInt(50), 0, 2_000).sorted().distinct().toArray();
      long chunk = 1 + random.nextLong(500);
      List<ChunkSpan> spans = ChunkPlan.onFrames(frames, frames, 2_000, chunk, Tail.KEEP);
      String where = "seed %d, round %d".formatted(seed, round);
      assertEquals(0, spans.get(0).startFrame(), where);
      assertEquals(frames.length, spans.get(spans.size() - 1).endFrame(), where);
      assertEquals(2_000, spans.get(spans.size() - 1).endUs(), where);
      for (int i = 0; i < spans.size(); i++) {
        ChunkSpan span = spans.get(i);
        assertEquals(frames[(int) span.startFrame()], span.startUs(), where);
        assertTrue(i == 0 || spans.get(i - 1).endUs() == span.startUs(), where);
        assertTrue(i == 0 || spans.get(i - 1).endFrame() == span.startFrame(), where);
      }
    }
  }
}
