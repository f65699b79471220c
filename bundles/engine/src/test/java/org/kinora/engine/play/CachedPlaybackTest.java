package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.SampleCache;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.playback.PlaybackSession;

/** Sessions over the cache: what is read, what is kept, and how much of it. */
final class CachedPlaybackTest {
  private static final int PER_GROUP = 10;
  private static final int SIZE = 1000;
  private static final long GROUP_BYTES = SampleCache.costOf(PER_GROUP, PER_GROUP * SIZE);

  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording =
      new Recording(Fakes.VIDEO, Fakes.AUDIO).pictures(20, PER_GROUP, SIZE);
  private Path at = Path.of("");

  @BeforeEach
  void place() throws IOException {
    providers.addFormat(format, format.reference());
    for (int i = 0; i < 1000; i++) {
      recording.of(2).add(Sample.of(i, i * 20_000L, 80, true));
    }
    at = format.place(dir, "rec", recording);
  }

  @Test
  void getRange_sameGroupAgain_isNotReadAgain() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      assertSamples(session, 23, 4);
      assertSamples(session, 20, 10);
      assertSamples(session, 29, 1);
      assertEquals(List.of(new SampleRange(1, 20, 10)), recording.reads);
    }
  }

  @Test
  void snapshot_overAFileOfTheRecording_isRefused() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      Path own = at.resolve("memory");
      MediaException e =
          assertThrows(MediaException.class, () -> session.snapshot(1, 0, own, true));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
      assertTrue(Files.exists(own));
    }
  }

  @Test
  void getRange_overSeveralGroups_eachIsReadOnce() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      assertSamples(session, 5, 30);
      assertSamples(session, 0, 40);
      assertEquals(
          IntStream.range(0, 4).mapToObj(i -> new SampleRange(1, i * 10, 10)).toList(),
          recording.reads);
    }
  }

  @Test
  void getRange_sound_isReadInLargerRuns() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      for (int i = 0; i < 300; i++) {
        session.getRange(new SampleRange(2, i, 1), (info, data) -> {});
      }
      assertEquals(
          List.of(new SampleRange(2, 0, 256), new SampleRange(2, 256, 256)), recording.reads);
    }
  }

  @Test
  void getRange_whileItReads_roomIsTakenAlready() throws IOException {
    EnginePlayback playback = playback(2 * GROUP_BYTES);
    recording.onRead =
        range ->
            assertEquals(Math.min(recording.reads.size(), 2) * GROUP_BYTES, playback.cachedBytes());
    try (PlaybackSession session = playback.open(at)) {
      assertSamples(session, 0, 40);
      assertEquals(4, recording.reads.size());
    }
  }

  @Test
  void getRange_groupLargerThanTheCache_isPassedThrough() throws IOException {
    EnginePlayback playback = playback(GROUP_BYTES - 1);
    try (PlaybackSession session = playback.open(at)) {
      assertSamples(session, 3, 4);
      assertSamples(session, 3, 4);
      assertEquals(List.of(new SampleRange(1, 3, 4), new SampleRange(1, 3, 4)), recording.reads);
      assertEquals(0, playback.cachedBytes());
    }
  }

  @Test
  void getRange_cacheOff_readsWhatIsAsked() throws IOException {
    try (PlaybackSession session = playback(0).open(at)) {
      assertSamples(session, 5, 30);
      assertEquals(List.of(new SampleRange(1, 5, 30)), recording.reads);
    }
  }

  @Test
  void getRange_damagedSampleInTheGroup_othersAreHandedOver() throws IOException {
    recording.damaged.add(25);
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      assertSamples(session, 26, 4);
      List<Long> before = new ArrayList<>();
      MediaException e =
          assertThrows(
              MediaException.class,
              () ->
                  session.getRange(
                      new SampleRange(1, 20, 10), (info, data) -> before.add(info.timeUs())));
      assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
      assertEquals(List.of(2_000_000L, 2_100_000L, 2_200_000L, 2_300_000L, 2_400_000L), before);
    }
  }

  @Test
  void getRange_recordingThatGrew_handsOverWhatIsNew() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      assertSamples(session, 190, 10);
      recording.of(1).add(Sample.of(200, 20_000_000, SIZE, false));
      assertSamples(session, 195, 6);
      assertSamples(session, 190, 11);
    }
  }

  @Test
  void close_session_dropsWhatItKept() throws IOException {
    EnginePlayback playback = playback(1_000_000);
    PlaybackSession first = playback.open(at);
    PlaybackSession second = playback.open(at);
    assertSamples(first, 0, 20);
    assertSamples(second, 0, 10);
    assertEquals(3 * GROUP_BYTES, playback.cachedBytes());
    first.close();
    assertEquals(GROUP_BYTES, playback.cachedBytes());
    assertEquals(
        MediaError.CLOSED,
        assertThrows(MediaException.class, () -> assertSamples(first, 0, 1)).code());
    second.close();
    assertEquals(0, playback.cachedBytes());
  }

  @Test
  void getRange_manyThreadsAtRandom_boundHoldsAtEveryMoment() throws Exception {
    long bound = 5 * GROUP_BYTES + 17;
    EnginePlayback playback = playback(bound);
    recording.onRead = range -> assertTrue(playback.cachedBytes() <= bound);
    long seed = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        Random random = new Random(seed + t);
        all.add(threads.submit(() -> readAtRandom(playback, random, bound)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (Exception e) {
      throw new AssertionError("seed " + seed, e);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(0, playback.cachedBytes());
  }

  private boolean readAtRandom(EnginePlayback playback, Random random, long bound)
      throws IOException {
    try (PlaybackSession session = playback.open(at)) {
      for (int i = 0; i < 300; i++) {
        int first = random.nextInt(190);
        if (random.nextInt(4) == 0) {
          session.prefetchAround(1, first, 1_000_000);
        }
        assertSamples(session, first, 1 + random.nextInt(10));
        assertTrue(playback.cachedBytes() <= bound, "above the bound");
      }
    }
    return true;
  }

  /**
   * While the last run is read, the reader is locked; who asks then waits and finds it in memory.
   */
  @Test
  void prefetchAround_thenTheDiskFails_groupsComeFromMemory() throws Exception {
    CountDownLatch lastRead = new CountDownLatch(4);
    recording.onRead = range -> lastRead.countDown();
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      session.prefetchAround(1, 57, 1_500_000);
      lastRead.await();
      recording.onRead =
          range -> {
            throw new IllegalStateException("read " + range);
          };
      assertSamples(session, 40, 40);
      assertEquals(
          List.of(50, 60, 70, 40), recording.reads.stream().map(SampleRange::first).toList());
    }
  }

  @Test
  void prefetchAround_newerCall_replacesTheOlder() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch reads = new CountDownLatch(3);
    recording.onRead =
        range -> {
          reads.countDown();
          began.countDown();
          awaitQuietly(goOn);
        };
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      session.prefetchAround(1, 0, 10_000_000);
      began.await();
      session.prefetchAround(1, 150, 0);
      goOn.countDown();
      reads.await();
    }
    assertEquals(List.of(0, 150, 140), recording.reads.stream().map(SampleRange::first).toList());
  }

  @Test
  void prefetchAround_noSuchSample_isRefused() throws IOException {
    try (PlaybackSession session = playback(1_000_000).open(at)) {
      for (int sample : List.of(-1, 200)) {
        assertEquals(
            MediaError.DATA_RANGE_ERROR,
            assertThrows(MediaException.class, () -> session.prefetchAround(1, sample, 0)).code());
      }
    }
  }

  @Test
  void cacheBytes_property_isReadOrLeftAside() {
    assertEquals(200_000_000, EnginePlayback.cacheBytes(null));
    assertEquals(0, EnginePlayback.cacheBytes("0"));
    assertEquals(5_000_000_000L, EnginePlayback.cacheBytes(" 5000000000 "));
    assertEquals(200_000_000, EnginePlayback.cacheBytes("200MB"));
    assertEquals(200_000_000, EnginePlayback.cacheBytes("-1"));
  }

  private EnginePlayback playback(long cacheBytes) {
    return new EnginePlayback(providers, cacheBytes);
  }

  private void assertSamples(PlaybackSession session, int first, int count) throws IOException {
    List<Blob> read = new ArrayList<>();
    session.getRange(
        new SampleRange(1, first, count),
        (info, data) -> {
          assertEquals(recording.of(1).get(first + read.size()).info(), info);
          read.add(Blob.of(data));
        });
    assertEquals(count, read.size());
    for (int i = 0; i < count; i++) {
      assertEquals(recording.of(1).get(first + i).data(), read.get(i));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
