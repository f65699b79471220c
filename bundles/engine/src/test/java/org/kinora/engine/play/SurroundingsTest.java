package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.play.PlayerSource.Watcher;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.engine.plugin.Providers;
import org.kinora.scene.Scene;

/** What lies around the position is decoded in advance. */
final class SurroundingsTest {
  private static final long PICTURE_US = 50_000;
  private static final int GOP = 30;
  private static final long WINDOW_BYTES = 1 << 20;

  @TempDir Path dir;
  private final Providers providers = new NearestPixels().providers();

  /** 64 × 48 pixels take 5,632 bytes: all of a group fit. */
  @Test
  void step_untilNothingIsMissing_leavesNothingOfTheGroupToDecode() throws Exception {
    Path clip =
        NearestPixels.media(
            dir.resolve("clip.mp4"),
            "-f lavfi -i testsrc2=size=64x48:rate=20 -frames:v %d -c:v libx264 -g %d -bf 2"
                .formatted(3 * GOP, GOP));
    PlayerSource source = new PlayerSource(providers, clip, OptionalInt.empty(), 1_000_000);
    try (PlayerPictures pictures =
        new PlayerPictures(providers, source, Scene.PLAIN, OptionalInt.empty(), WINDOW_BYTES)) {
      Shown position = pictures.shown().at(45 * PICTURE_US);
      pictures.moveTo(position);
      pictures.show(position, Watcher.NOBODY, (picture, at, precision) -> {});
      Surroundings surroundings = new Surroundings(pictures, position);
      while (surroundings.step(Watcher.NOBODY)) {
        assertTrue(pictures.heldBytes() <= WINDOW_BYTES);
      }
      for (int i = GOP; i < 2 * GOP; i++) {
        List<Long> times = new ArrayList<>();
        pictures.show(
            pictures.shown().at(i * PICTURE_US),
            () -> {
              throw new AssertionError("decodes");
            },
            (picture, at, precision) -> times.add(at.timeUs()));
        assertEquals(List.of(i * PICTURE_US), times);
      }
    }
  }
}
