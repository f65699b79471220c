package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.compose.PointerState;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

/**
 * One PNG a scene in {@code src/test/resources/golden}. No channel of a pixel may differ by more
 * than 8 of 255, their mean by no more than 0.25. Written anew, to be looked at before they are
 * kept, by a run with {@code -DargLine=-Dkinora.golden=src/test/resources/golden}.
 */
class GoldenTest {
  private static final int MOST = 8;
  private static final double MEAN = 0.25;

  @TempDir Path directory;

  private enum Case {
    LINEAR,
    RADIAL,
    CONIC,
    IMAGE,
    RAMP,
    ZOOMED,
    MASKS,
    LAYERS,
    TALL;

    Scene scene() {
      return switch (this) {
        case LINEAR -> look().shadow(0, 4, 12, 0x80000000).build();
        case RADIAL ->
            look().background(new Background.RadialGradient(0.3, 0.4, 0.8, stops())).build();
        case CONIC ->
            look().background(new Background.ConicGradient(0.5, 0.5, 30, stops())).build();
        case IMAGE ->
            look()
                .background(
                    new Background.Image(
                        "image.png",
                        Background.Image.Fit.COVER,
                        Anchor.TOP_LEFT,
                        0.8,
                        4,
                        1.2,
                        0,
                        0))
                .build();
        case RAMP, ZOOMED ->
            look()
                .shadow(2, 4, 12, 0xC0000000)
                .zoom(1.8, 0.3, 0.3, Zoom.Mode.DOLLY, Zoom.Easing.SMOOTH)
                .build();
        case MASKS ->
            look()
                .mask(Mask.Kind.BLUR, 0, 0, 0.3, 1, 12)
                .mask(Mask.Kind.PIXELATE, 0.35, 0, 0.3, 1, 24)
                .mask(Mask.Kind.COVER, 0.7, 0.2, 0.2, 0.6, 1)
                .build();
        case LAYERS ->
            look()
                .pointer(Pointer.Shape.ARROW, 24)
                .camera(new Camera(Anchor.BOTTOM_RIGHT, 6, 0.4, Camera.Shape.CIRCLE, 0, true))
                .caption("Kinora", Anchor.TOP_LEFT, 16, 0xFFFFFFFF, 0xA0000000)
                .build();
        case TALL ->
            SceneBuilder.of(72, 128)
                .background(0xFF204060)
                .padding(4)
                .position(Anchor.TOP)
                .radius(6)
                .crop(33, 17, 200, 120)
                .build();
      };
    }

    long timeUs() {
      return switch (this) {
        case RAMP -> 780_000;
        case ZOOMED -> 1_500_000;
        default -> 0;
      };
    }

    private static List<Background.Stop> stops() {
      return List.of(
          new Background.Stop(0, 0xFF667EEA),
          new Background.Stop(0.6, 0xFF764BA2),
          new Background.Stop(1, 0xFFFFD0A0));
    }

    private static SceneBuilder look() {
      return SceneBuilder.of(160, 90)
          .background(new Background.LinearGradient(135, stops()))
          .padding(12)
          .radius(8);
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void draw_scene_isTheGoldenPicture(Case scene) throws Exception {
    VideoFrame drawn = draw(scene);
    byte[] rgb = ffmpeg(drawn, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
    String name = scene.name().toLowerCase(Locale.ROOT) + ".png";
    String target = System.getProperty("kinora.golden");
    if (target != null) {
      Files.createDirectories(Path.of(target));
      ffmpeg(drawn, "-pix_fmt", "rgb24", Path.of(target, name).toString());
    }

    byte[] golden = golden(name);

    assertEquals(golden.length, rgb.length);
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      int difference = Math.abs((golden[i] & 0xFF) - (rgb[i] & 0xFF));
      assertTrue(difference <= MOST, name + ", byte " + i + ": " + difference);
      sum += difference;
    }
    assertTrue(sum / rgb.length <= MEAN, name + ": mean " + sum / rgb.length);
  }

  private static VideoFrame draw(Case scene) throws Exception {
    VideoFrame screen = Drawings.test(320, 180);
    VideoFrame image = Drawings.test(96, 96);
    Moment moment =
        new Moment(
            scene.timeUs(),
            List.of(
                new Layer(Layer.SCREEN, screen), new Layer(Layer.CAMERA, Drawings.test(64, 48))),
            Optional.of(new PointerState(120, 70, true, 0)));
    try (Compositor compositor =
        Drawings.create(scene.scene(), screen, Quality.FULL, (path, sink) -> sink.accept(image))) {
      return Drawings.draw(compositor, moment);
    }
  }

  private byte[] ffmpeg(VideoFrame drawn, String... output) throws Exception {
    Path raw = RawPictures.write(drawn, directory.resolve("drawn.raw"));
    List<String> arguments = new ArrayList<>(RawPictures.input(drawn, raw));
    arguments.addAll(
        List.of(
            "-frames:v",
            "1",
            "-vf",
            "setparams=range=tv:colorspace=bt709,scale=flags=accurate_rnd+full_chroma_int"));
    arguments.addAll(List.of(output));
    return Ffmpeg.run(arguments.toArray(String[]::new));
  }

  private byte[] golden(String name) throws Exception {
    Path file = directory.resolve(name);
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return Ffmpeg.run("-i", file.toString(), "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  }
}
