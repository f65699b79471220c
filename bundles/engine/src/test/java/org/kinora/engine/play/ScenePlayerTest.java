package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.engine.play.PlayedClip.GOP;
import static org.kinora.engine.play.PlayedClip.PICTURES;
import static org.kinora.engine.play.PlayedClip.PICTURE_US;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.Fakes;
import org.kinora.engine.FrameDecoders;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.play.Spectator.Event;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Anchor;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.scene.VideoLayout;

/** What a player tells, and in which order; {@link PlayerOrdersTest} has those who disturb it. */
final class ScenePlayerTest {
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

  private static Scene only(Part... parts) {
    return Scene.PLAIN.with(new Timeline(List.of(parts)));
  }

  private static Scene padded(int padding) {
    VideoLayout layout =
        new VideoLayout(
            padding, 0, Anchor.CENTER, 0, Scene.PLAIN.video().shadow(), Scene.PLAIN.video().crop());
    return new Scene(
        Scene.PLAIN.output(),
        Scene.PLAIN.background(),
        layout,
        List.of(),
        Scene.PLAIN.pointer(),
        Scene.PLAIN.camera(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }

  @Test
  void open_tellsReadyThenShowsTheFirstPicture() throws Exception {
    try (Player player = open(Scene.PLAIN)) {
      Event ready = spectator.await(event -> true);
      assertEquals("ready", ready.what());
      assertEquals(List.of(PICTURES, 64, 48), ready.more());
      assertEquals(PICTURES * PICTURE_US, ready.timeUs());
      assertEquals("requestChunks", spectator.await(event -> true).what());
      Event first = spectator.await(event -> true);
      assertEquals("EXACT", first.what());
      assertEquals(0, first.timeUs());
      assertEquals(0, player.positionUs());
    }
  }

  @Test
  void open_withoutVideo_isRefused() {
    Path sound = NearestPixels.media(dir.resolve("sound.wav"), "-f lavfi -i sine=duration=1");
    MediaException refused =
        assertThrows(
            MediaException.class,
            () -> playback.play(sound, PlayerSettings.of(Scene.PLAIN), spectator));
    assertEquals(MediaError.TRACK_NOT_FOUND, refused.code());
  }

  @Test
  void seek_farFromItsKeyFrame_showsThatFirst() throws Exception {
    try (Player player = open(Scene.PLAIN)) {
      spectator.await("EXACT");
      player.seek(55 * PICTURE_US);
      Event key = spectator.await("KEY_FRAME");
      assertEquals(GOP * PICTURE_US, key.timeUs());
      Event exact = spectator.await(event -> !event.what().equals("requestChunks"));
      assertEquals("EXACT", exact.what());
      assertEquals(55 * PICTURE_US, exact.timeUs());
      assertEquals(55 * PICTURE_US, player.positionUs());
    }
  }

  /** The second seek comes while the first one's samples are asked for. */
  @Test
  void seek_newer_overtakesTheOlder() throws Exception {
    try (Player player = open(Scene.PLAIN)) {
      spectator.await("EXACT");
      AtomicBoolean first = new AtomicBoolean(true);
      CountDownLatch asked = new CountDownLatch(1);
      spectator.onEvent =
          event -> {
            if (event.what().equals("requestChunks")
                && ((SampleRange) event.more().get(0)).first() == 2 * GOP
                && first.getAndSet(false)) {
              player.seek(40 * PICTURE_US);
              asked.countDown();
            }
          };
      player.seek(85 * PICTURE_US);
      assertTrue(asked.await(1, TimeUnit.MINUTES));
      assertEquals(40 * PICTURE_US, spectator.await("EXACT").timeUs());
    }
  }

  /** The first seek comes with the first picture, the others while one is on the way. */
  @Test
  void seek_whileScrubbing_beginsWithNothingBehindAKeyFrameThatIsLeft() throws Exception {
    assertEquals(
        List.of("one 60", "key 60", "run 60", "one 30", "key 30", "one 60", "key 60", "run 60"),
        scrub(Map.of("EXACT", 85, "run 60", 40, "key 30", 88), 88));
  }

  @Test
  void seek_whileScrubbingInAGroup_goesOn() throws Exception {
    assertEquals(
        List.of("one 60", "key 60", "run 60", "one 30", "key 30", "run 30", "key 30"),
        scrub(Map.of("EXACT", 85, "run 60", 40, "key 30", 45), 45));
  }

  /** More is held than all samples and half a group of pictures, so the player has rested. */
  @Test
  @Timeout(60)
  void seek_afterARest_beginsWithTheWayToThePicture() throws Exception {
    long restedBytes = Files.size(clip) + GOP / 2 * 64 * 48 * 3 / 2;
    try (ScenePlayer player = playback.open(clip, PlayerSettings.of(Scene.PLAIN), spectator)) {
      player.start();
      spectator.await("EXACT");
      while (player.heldBytes() < restedBytes) {
        Thread.sleep(1);
      }
      player.seek(85 * PICTURE_US);
      assertEquals(List.of("run 60", "key 60"), toldUntil(85));
    }
  }

  /**
   * Seeks pictures as soon as something is told the first time.
   *
   * @return what is told after the first picture, until another is shown exactly
   */
  private List<String> scrub(Map<String, Integer> seeks, int last) throws Exception {
    Map<String, Integer> left = new HashMap<>(seeks);
    try (ScenePlayer player = playback.open(clip, PlayerSettings.of(Scene.PLAIN), spectator)) {
      spectator.onEvent =
          event -> {
            Integer next = left.remove(text(event));
            if (next != null) {
              player.seek(next * PICTURE_US);
            }
          };
      player.start();
      spectator.await("EXACT");
      return toldUntil(last);
    }
  }

  /** What is told until a picture is shown exactly; key frames have the right pixels. */
  private List<String> toldUntil(int picture) throws Exception {
    List<String> told = new ArrayList<>();
    List<String> keys = digests(Scene.PLAIN, 0, PICTURES * PICTURE_US, GOP * PICTURE_US);
    Event event = spectator.await(any -> true);
    while (!event.what().equals("EXACT")) {
      told.add(text(event));
      if (event.what().equals("KEY_FRAME")) {
        assertEquals(keys.get((int) (event.timeUs() / PICTURE_US) / GOP), event.digest());
      }
      event = spectator.await(any -> true);
    }
    assertEquals(picture * PICTURE_US, event.timeUs());
    return told;
  }

  /** Whose samples are asked for, one or a run of them, or which key frame is shown. */
  private static String text(Event event) {
    return switch (event.what()) {
      case "requestChunks" -> {
        SampleRange range = (SampleRange) event.more().get(0);
        yield (range.count() == 1 ? "one " : "run ") + range.first();
      }
      case "KEY_FRAME" -> "key " + event.timeUs() / PICTURE_US;
      default -> event.what();
    };
  }

  @Test
  void play_toTheEnd_showsEachInOrderAndNoneEarly() throws Exception {
    try (Player player = open(only(new Part(60 * PICTURE_US, 80 * PICTURE_US)))) {
      spectator.await("EXACT");
      long startNanos = System.nanoTime();
      List<Long> earlyByUs = new CopyOnWriteArrayList<>();
      spectator.onEvent =
          event -> earlyByUs.add(event.timeUs() - (System.nanoTime() - startNanos) / 1000);
      player.play();
      List<Long> times = new ArrayList<>();
      Event event = spectator.await(any -> !any.what().equals("requestChunks"));
      while (!event.what().equals("complete")) {
        times.add(event.timeUs());
        event = spectator.await(any -> !any.what().equals("requestChunks"));
      }
      assertEquals(times.stream().sorted().distinct().toList(), times);
      assertEquals(19 * PICTURE_US, times.get(times.size() - 1));
      assertEquals(19 * PICTURE_US, player.positionUs());
      assertTrue(earlyByUs.stream().allMatch(us -> us <= 0), earlyByUs.toString());
      assertTrue(System.nanoTime() - startNanos >= 20 * PICTURE_US * 1000);
    }
  }

  /** A listener that takes as long as four pictures gets about every fourth, and the last. */
  @Test
  void play_slowListener_leavesLatePicturesOut() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Long> times = new CopyOnWriteArrayList<>();
    spectator.onEvent =
        event -> {
          if (event.what().equals("EXACT")) {
            times.add(event.timeUs());
            await(never, 4 * PICTURE_US);
          }
        };
    try (Player player = open(only(new Part(0, 30 * PICTURE_US)))) {
      player.play();
      spectator.await("complete");
    }
    assertTrue(times.size() <= 30 / 4 + 3, times.toString());
    assertEquals(29 * PICTURE_US, times.get(times.size() - 1));
  }

  private static void await(CountDownLatch never, long timeUs) {
    try {
      assertFalse(never.await(timeUs, TimeUnit.MICROSECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void play_partsAndSpeeds_areFollowed() throws Exception {
    long second = 20 * PICTURE_US;
    Scene scene =
        only(
            new Part(3 * second, OptionalLong.of(4 * second), 4),
            new Part(0, OptionalLong.of(second / 2), 0.5));
    List<String> recorded = digests(Scene.PLAIN, 0, PICTURES * PICTURE_US, PICTURE_US);
    try (Player player = open(scene)) {
      assertEquals(second / 4 + second, spectator.await("ready").timeUs());
      for (int i = 0; i < 20; i++) {
        player.seek(i * PICTURE_US / 4);
        assertEquals(recorded.get(60 + i), spectator.await("EXACT").digest());
      }
      player.seek(0);
      spectator.await("EXACT");
      player.play();
      Event event = spectator.await("EXACT");
      while (event.timeUs() < second / 4) {
        event = spectator.await("EXACT");
      }
      while (!event.what().equals("complete")) {
        if (event.what().equals("EXACT")) {
          int picture = (int) ((event.timeUs() - second / 4) / 2 / PICTURE_US);
          assertEquals(recorded.get(picture), event.digest());
        }
        event = spectator.await(any -> true);
      }
    }
  }

  private List<String> digests(Scene scene, long fromUs, long toUs, long stepUs) throws Exception {
    List<String> digests = new ArrayList<>();
    Spectator other = new Spectator();
    try (Player player = playback.play(clip, PlayerSettings.of(scene), other)) {
      other.await("EXACT");
      for (long timeUs = fromUs; timeUs < toUs; timeUs += stepUs) {
        player.seek(timeUs);
        digests.add(other.await("EXACT").digest());
      }
    }
    return digests;
  }

  @Test
  void stop_whilePlaying_goesBackToTheBeginning() throws Exception {
    try (Player player = open(Scene.PLAIN)) {
      spectator.await("EXACT");
      player.play();
      spectator.await(event -> event.timeUs() > 2 * PICTURE_US);
      player.stop();
      spectator.await(event -> event.what().equals("EXACT") && event.timeUs() == 0);
      player.pause();
      player.seek(7 * PICTURE_US);
      assertEquals(7 * PICTURE_US, spectator.await("EXACT").timeUs());
    }
  }

  @Test
  void configure_otherSize_tellsItAndShowsTheSamePictureAgain() throws Exception {
    try (Player player = open(Scene.PLAIN)) {
      player.seek(50 * PICTURE_US);
      spectator.await(event -> event.timeUs() == 50 * PICTURE_US);
      player.configure(
          only(new Part(40 * PICTURE_US, 60 * PICTURE_US)).with(OutputSize.of(32, 24)));
      assertEquals(List.of(32, 24), spectator.await("sizeChanged").more());
      Event again = spectator.await("EXACT");
      assertEquals(10 * PICTURE_US, again.timeUs());
      assertEquals(List.of(32, 24), again.more());
      player.configure(padded(NearestPixels.NO_ROOM));
      assertCode(MediaError.ARGUMENT_INVALID, spectator.await("error"));
      player.seek(0);
      assertEquals(List.of(32, 24), spectator.await("EXACT").more());
    }
  }

  @Test
  void open_maxWidth_makesSmallerPictures() throws Exception {
    PlayerSettings settings =
        new PlayerSettings(Scene.PLAIN, OptionalInt.empty(), OptionalInt.of(33), 1_000_000);
    try (Player player = playback.play(clip, settings, spectator)) {
      assertEquals(List.of(PICTURES, 32, 24), spectator.await("ready").more());
      for (int i : new int[] {45, 44, 46, 30, 59}) {
        player.seek(i * PICTURE_US);
        spectator.await(event -> event.what().equals("EXACT") && event.timeUs() == i * PICTURE_US);
      }
    }
  }

  @Test
  void seek_intoDamage_tellsItAndGoesOnElsewhere() throws Exception {
    MemoryFormat format = new MemoryFormat();
    MemoryFormat.Recording recording = new MemoryFormat.Recording(Fakes.VIDEO).pictures(3, 10, 20);
    recording.damaged.add(15);
    Providers providers = new NearestPixels().providers();
    providers.addFormat(
        format,
        new Fakes.Reference<>(Map.of("format", "memory", "service.ranking", Integer.MAX_VALUE)));
    FrameDecoders.plugInto(providers);
    Path place = format.place(dir, "damaged", recording);
    try (Player player =
        new EnginePlayback(providers, 0).play(place, PlayerSettings.of(Scene.PLAIN), spectator)) {
      spectator.await("EXACT");
      player.seek(1_800_000);
      assertCode(MediaError.DATA_RANGE_ERROR, spectator.await("error"));
      player.seek(1_200_000);
      assertEquals(1_200_000, spectator.await("EXACT").timeUs());
      player.seek(2_500_000);
      assertEquals(2_500_000, spectator.await("EXACT").timeUs());
    }
  }

  private static void assertCode(MediaError code, Event event) {
    assertEquals(code, assertInstanceOf(MediaException.class, event.more().get(0)).code());
  }
}
