package org.kinora.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.compose.PointerState;
import org.kinora.tck.support.RawPictures;

/**
 * The compositor alone: pictures of 1080p from memory at 1600 × 900 in 1920 × 1080 on a gradient,
 * with round corners and a blurred shadow; nothing zoomed, through a zoom's ramp, and with
 * everything that a scene has.
 */
final class Composing {
  private static final int PICTURES = 100;
  private static final int MARGIN_BYTES = 64;
  private static final long RAMP_US = 3_000_000;
  private static final long ENDLESS_US = 1_000_000_000_000L;
  private static final double FULL_US = 2_500;
  private static final double DRAFT_US = 1_700;
  private static final double ZOOM_US = 5_000;
  private static final double ALL_US = 10_000;

  private final CompositorFactory factory;
  private final VideoFrame screen = picture(1920, 1080);
  private final VideoFrame camera = picture(640, 480);

  private Composing(CompositorFactory factory) {
    this.factory = factory;
  }

  static void run(Report report, Path work) throws Exception {
    try (Platform platform = Platform.start(work.resolve("compose-cache"))) {
      Composing bench =
          new Composing(
              platform.service(CompositorFactory.class, CompositorFactory.COMPOSITOR, "basic"));
      bench.measure(report, "nothing zoomed, bicubic", plain(), Quality.FULL, 0, FULL_US);
      bench.measure(report, "nothing zoomed, draft", plain(), Quality.DRAFT, 0, DRAFT_US);
      bench.measure(report, "a zoom's ramp, bicubic", zoomed(), Quality.FULL, 1, ZOOM_US);
      bench.measure(report, "a zoom's ramp, draft", zoomed(), Quality.DRAFT, 1, ZOOM_US);
      bench.measure(report, "everything, bicubic", all(), Quality.FULL, 0, ALL_US);
    }
  }

  /** Memory of a decoder's kind: with room behind the last row. */
  private static VideoFrame picture(int width, int height) {
    VideoFrame raw = RawPictures.testPicture(PixelLayout.I420, width, height, ColorInfo.BT709);
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < raw.planes().size(); i++) {
      byte[] pixels = RawPictures.plane(raw, i);
      ByteBuffer data = ByteBuffer.allocateDirect(pixels.length + MARGIN_BYTES).put(0, pixels);
      planes.add(new Plane(data, raw.planes().get(i).stride()));
    }
    return new VideoFrame(0, 0, width, height, raw.layout(), raw.color(), planes);
  }

  /**
   * Composes pictures that all differ from the one before.
   *
   * @param ramps how often the ramp of the zoom is gone through in a turn
   */
  private void measure(
      Report report, String what, Scene scene, Quality quality, int ramps, double goalUs)
      throws Exception {
    String title = "compose 1080p, " + what + ", CPU a picture";
    if (!Rows.areWanted(title)) {
      return;
    }
    VideoFormat track =
        new VideoFormat("raw", screen.width(), screen.height(), screen.color(), Blob.EMPTY);
    CompositorSettings settings =
        new CompositorSettings(
            scene,
            track,
            quality,
            (path, sink) -> {
              throw new MediaException(MediaError.DIR_NOT_FOUND, path);
            });
    try (Compositor compositor = factory.create(settings)) {
      int[] made = {0};
      Contender basic =
          new Contender(
              "compose.basic",
              () -> {
                for (int i = 0; i < PICTURES; i++) {
                  long timeUs = ramps * RAMP_US * i / PICTURES;
                  compositor.compose(moment(timeUs, made[0]++), frame -> {});
                }
              });
      Times times = new Turns(20, 10).withProcessorTime().time(basic).get(0);
      report.time(title, basic.name(), times.processorUs() / PICTURES, goalUs);
    }
  }

  private Moment moment(long timeUs, int number) {
    PointerState pointer = new PointerState(800 + number % 100, 500, number % 50 < 10, 0);
    return new Moment(
        timeUs,
        List.of(
            new Layer(Layer.SCREEN, screen.at(number, 1)),
            new Layer(Layer.CAMERA, camera.at(number, 1))),
        Optional.of(pointer));
  }

  /** The recording at 1600 × 900 on a gradient in 1920 × 1080, corners round, shadow behind. */
  static Scene plain() {
    Background gradient =
        new Background.LinearGradient(
            135, List.of(new Background.Stop(0, 0xFF667EEA), new Background.Stop(1, 0xFF764BA2)));
    VideoLayout video =
        new VideoLayout(
            90,
            0,
            Anchor.CENTER,
            24,
            Optional.of(new VideoLayout.Shadow(0, 8, 32, 0x4D000000)),
            Optional.empty());
    return new Scene(
        OutputSize.of(1920, 1080),
        gradient,
        video,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }

  private static Scene zoomed() {
    Scene plain = plain();
    Zoom zoom =
        new Zoom(
            RAMP_US,
            ENDLESS_US,
            1.6,
            0.3,
            0.4,
            Zoom.Space.SOURCE,
            Zoom.Mode.DOLLY,
            Zoom.Easing.SMOOTH,
            RAMP_US,
            false);
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        List.of(zoom),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }

  private static Scene all() {
    Scene plain = plain();
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        List.of(),
        Optional.of(new Pointer(Pointer.Shape.ARROW, 32, 40, 0x80FFD000, 0)),
        Optional.of(new Camera(Anchor.BOTTOM_RIGHT, 40, 0.25, Camera.Shape.CIRCLE, 0, true)),
        List.of(
            new Caption(0, ENDLESS_US, "A caption", Anchor.BOTTOM, 40, 48, 0xFFFFFFFF, 0xA0000000)),
        List.of(
            new Mask(0, ENDLESS_US, Mask.Kind.BLUR, 0.1, 0.1, 0.2, 0.2, 12),
            new Mask(0, ENDLESS_US, Mask.Kind.PIXELATE, 0.6, 0.6, 0.2, 0.2, 16)),
        Timeline.ALL);
  }
}
