package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.NearestPixels;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlayerListener;
import org.kinora.playback.PlayerListener.Precision;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Scene;

/** A recording whose decoded groups do not fit: the bound holds at every moment. */
final class PlayerMemoryTest {
  private static final int SCRUBS = Integer.getInteger("kinora.scrubs", 12);
  private static final long MOST_BYTES = 100_000_000;
  private static final long PICTURE_BYTES = 4096 * 2440 * 3 / 2;

  @TempDir Path dir;

  /** Hands on what comes and looks at no picture, which would take memory itself. */
  private record Listener(SynchronousQueue<String> told) implements PlayerListener {
    @Override
    public void frame(VideoFrame frame, Precision precision) {
      tell(precision.name());
    }

    @Override
    public void error(MediaException failure) {
      tell(failure.toString());
    }

    private void tell(String what) {
      try {
        told.put(what);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void scrub_4kAtRandom_keepsTheBound(TestReporter reporter) throws Exception {
    Path clip =
        NearestPixels.media(
            dir.resolve("4k.mp4"),
            "-f lavfi -i testsrc2=size=4096x2440:rate=30 -frames:v 24"
                + " -c:v libx264 -preset ultrafast -g 12");
    EnginePlayback playback = new EnginePlayback(new NearestPixels().providers(), 0);
    SynchronousQueue<String> told = new SynchronousQueue<>();
    PlayerSettings settings =
        new PlayerSettings(Scene.PLAIN, OptionalInt.empty(), OptionalInt.empty(), MOST_BYTES);
    AtomicLong most = new AtomicLong();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long directBefore = directBytes();
    try (ScenePlayer player = playback.open(clip, settings, new Listener(told))) {
      player.start();
      assertEquals(Precision.EXACT.name(), told.take());
      for (int i = 0; i < SCRUBS; i++) {
        player.seek(random.nextLong(800_000));
        while (!told.take().equals(Precision.EXACT.name())) {
          most.accumulateAndGet(player.heldBytes(), Math::max);
        }
        most.accumulateAndGet(player.heldBytes(), Math::max);
        assertTrue(most.get() <= MOST_BYTES, "seed " + seed + ": " + most);
        assertTrue(directBytes() - directBefore <= MOST_BYTES, "seed " + seed);
      }
    }
    assertTrue(most.get() > MOST_BYTES / 2 - PICTURE_BYTES, "the window was used: " + most);
    reporter.publishEntry("most held", most + " of " + MOST_BYTES + " bytes");
    reporter.publishEntry("resident at most", residentAtMost());
  }

  /** As Linux counts it for this process. */
  private static String residentAtMost() throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    return lines.stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("not known");
  }

  /** What Java's direct buffers take, those that nobody uses any more too. */
  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
