package org.kinora.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.FfmpegPictures;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.play.Spectator;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Camera;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.tck.support.RawPictures;

/** The camera's picture of any time is the one that FFmpeg decodes for it. */
final class SceneSourcesTest {
  private static final Scene WITH_CAMERA =
      new Scene(
          Scene.PLAIN.output(),
          Scene.PLAIN.background(),
          Scene.PLAIN.video(),
          List.of(),
          Optional.empty(),
          Optional.of(new Camera(Anchor.TOP_LEFT, 0, 0.5, Camera.Shape.RECTANGLE, 0, false)),
          List.of(),
          List.of(),
          Scene.PLAIN.timeline());

  @TempDir Path dir;
  private final Providers providers = RealPlugins.providers();
  private final List<String> warnings = new ArrayList<>();
  private final VideoFrame screen =
      RawPictures.of(new byte[16], PixelLayout.GRAY, 4, 4, ColorInfo.UNSPECIFIED);

  /** A camera with reordered pictures that begins half a second late. */
  private Path recording() {
    return NearestPixels.media(
        dir.resolve("two.mkv"),
        "-f lavfi -i color=size=64x48:rate=5:duration=4"
            + " -itsoffset 0.5 -f lavfi -i testsrc2=size=96x64:rate=15:duration=3"
            + " -map 0 -map 1 -c:v libx264 -g 20 -bf 3 -b_strategy 0");
  }

  private SceneSources open(OpenRecording recording, Scene scene) throws Exception {
    return SceneSources.open(providers, recording.reader(), 1, scene, warnings::add);
  }

  private static Optional<String> camera(Moment moment) {
    return moment.layer(Layer.CAMERA).map(layer -> Spectator.digest(layer.frame()));
  }

  @Test
  void at_risingAndRandomTimes_isFfmpegsPicture() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = recording();
    NavigableMap<Long, String> pictures = FfmpegPictures.of(file, 1);
    try (OpenRecording recording = OpenRecording.open(providers, file);
        SceneSources sources = open(recording, WITH_CAMERA)) {
      for (long timeUs = 0; timeUs < 4_000_000; timeUs += 41_000) {
        assertEquals(right(pictures, timeUs), camera(sources.at(timeUs, screen)), "at " + timeUs);
      }
      for (int i = 0; i < 100; i++) {
        long timeUs = random.nextLong(4_000_000);
        assertEquals(
            right(pictures, timeUs),
            camera(sources.at(timeUs, screen)),
            "seed %d, at %d".formatted(seed, timeUs));
      }
    }
    assertEquals(List.of(), warnings);
  }

  private static Optional<String> right(NavigableMap<Long, String> pictures, long timeUs) {
    return Optional.ofNullable(pictures.floorEntry(timeUs)).map(entry -> entry.getValue());
  }

  @Test
  void at_sceneWithoutCamera_decodesNone() throws Exception {
    try (OpenRecording recording = OpenRecording.open(providers, recording());
        SceneSources sources = open(recording, Scene.PLAIN)) {
      assertEquals(1, sources.at(2_000_000, screen).layers().size());
    }
  }

  @Test
  void at_damagedCamera_keepsThePictureBeforeAndSaysSo() throws Exception {
    Path file = recording();
    long middle = Files.size(file) / 2;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[(int) (middle / 4)];
      new Random(3).nextBytes(noise);
      channel.write(ByteBuffer.wrap(noise), middle);
    }
    try (OpenRecording recording = OpenRecording.open(providers, file);
        SceneSources sources = open(recording, WITH_CAMERA)) {
      for (long timeUs = 600_000; timeUs < 4_000_000; timeUs += 50_000) {
        assertTrue(camera(sources.at(timeUs, screen)).isPresent(), "at " + timeUs);
      }
    }
    assertNotEquals(List.of(), warnings);
  }
}
