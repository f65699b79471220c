package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.engine.play.PlayedClip.PICTURES;
import static org.kinora.engine.play.PlayedClip.PICTURE_US;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.play.Spectator.Event;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;

/** Listeners that throw, players that are closed, orders of many threads. */
final class PlayerOrdersTest {
  @TempDir static Path dir;
  private static Path clip = Path.of("");

  private final Spectator spectator = new Spectator();
  private final EnginePlayback playback = new EnginePlayback(new NearestPixels().providers(), 0);

  @BeforeAll
  static void record() {
    clip = PlayedClip.make(dir);
  }

  private Player open(Scene scene) throws IOException {
    return playback.play(clip, PlayerSettings.of(scene), spectator);
  }

  @Test
  void listener_thatThrows_doesNotEndThePlayer() throws Exception {
    spectator.onEvent =
        event -> {
          throw new AssertionError("of " + event);
        };
    try (Player player = open(Scene.PLAIN)) {
      spectator.await("EXACT");
      player.seek(33 * PICTURE_US);
      assertEquals(33 * PICTURE_US, spectator.await("EXACT").timeUs());
    }
  }

  @Test
  void close_fromTheListener_endsThePlayer() throws Exception {
    Player player = open(Scene.PLAIN);
    spectator.await("EXACT");
    CountDownLatch closed = new CountDownLatch(1);
    spectator.onEvent =
        event -> {
          player.close();
          closed.countDown();
        };
    player.seek(40 * PICTURE_US);
    assertTrue(closed.await(1, TimeUnit.MINUTES));
    player.close();
    int told = spectator.rest().size();
    player.seek(0);
    assertTrue(told <= 2, told + " events");
    assertEquals(List.of(), spectator.rest());
  }

  @Test
  void stop_ofTheEngine_closesItsPlayers() throws Exception {
    Player player = open(Scene.PLAIN);
    spectator.await("EXACT");
    playback.stop();
    spectator.rest();
    player.seek(40 * PICTURE_US);
    player.close();
    assertEquals(List.of(), spectator.rest());
  }

  /** Orders from many threads: the last one wins, and nothing else breaks. */
  @Test
  void orders_ofManyThreads_endWithTheLast() throws Exception {
    long seed = System.nanoTime();
    try (Player player = open(Scene.PLAIN)) {
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      new Thread(
                          () -> {
                            Random random = new Random(seed + i);
                            LongStream.range(0, 200).forEach(n -> order(player, random));
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      player.pause();
      player.configure(Scene.PLAIN);
      player.seek(77 * PICTURE_US);
      Event last =
          spectator.await(
              event -> event.what().equals("EXACT") && event.timeUs() == 77 * PICTURE_US);
      assertNotEquals("", Objects.requireNonNull(last).digest(), "seed " + seed);
    }
  }

  private static void order(Player player, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> player.play();
      case 1 -> player.pause();
      case 2 -> player.stop();
      case 3 -> player.configure(Scene.PLAIN.with(OutputSize.of(32, 16 + 2 * random.nextInt(9))));
      default -> player.seek(random.nextLong(PICTURES * PICTURE_US));
    }
  }
}
