package org.kinora.compose.filtergraph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.compose.basic.BasicCompositorFactory;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.tck.support.RawPictures;

/** The two compositors draw the same, as far as both draw it. */
class BasicComparisonTest {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 270;
  private static final long HELD_US = 5_000_000;
  private static final Background BLUE = new Background.Solid(0xFF203040);
  private static final List<Background.Stop> STOPS =
      List.of(
          new Background.Stop(0, 0xFF667EEA),
          new Background.Stop(0.6, 0xFF764BA2),
          new Background.Stop(1, 0xFF102030));
  private static final VideoLayout.Shadow SHADOW = new VideoLayout.Shadow(4, 8, 24, 0x80000000);

  /** One scene, and how alike the two pictures of it must be: the least PSNR of luma in dB. */
  record Case(String name, Scene scene, double leastPsnr) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Map<String, Background> backgrounds = new TreeMap<>();
    backgrounds.put("solid", BLUE);
    backgrounds.put("linear", new Background.LinearGradient(135, STOPS));
    backgrounds.put("radial", new Background.RadialGradient(0, 0.3, 0.9, STOPS));
    backgrounds.put("conic", new Background.ConicGradient(0.4, 0.6, 30, STOPS));
    Stream<Case> behind =
        backgrounds.entrySet().stream()
            .map(one -> new Case(one.getKey(), scene(one.getValue(), layout(24, 12)), 42));
    return Stream.concat(
        behind,
        Stream.of(
            new Case("image-cover", scene(image(Background.Image.Fit.COVER), layout(24, 0)), 36),
            new Case("image-fill", scene(image(Background.Image.Fit.FILL), layout(24, 0)), 36),
            new Case(
                "image-contain", scene(image(Background.Image.Fit.CONTAIN), layout(24, 0)), 34),
            new Case(
                "crop-top",
                scene(
                    BLUE,
                    new VideoLayout(
                        10,
                        6,
                        Anchor.TOP,
                        20,
                        Optional.of(SHADOW),
                        Optional.of(
                            new VideoLayout.Crop(VideoLayout.Crop.Unit.PIXELS, 40, 30, 240, 180)))),
                40),
            new Case("zoom-dolly", zoomed(Zoom.Mode.DOLLY, 1.7), 33),
            new Case("zoom-anchor", zoomed(Zoom.Mode.ANCHOR, 2), 33),
            new Case("mask-cover", masked(Mask.Kind.COVER, 1), 42),
            new Case("mask-blur", masked(Mask.Kind.BLUR, 8), 36),
            new Case("mask-pixelate", masked(Mask.Kind.PIXELATE, 12), 36),
            new Case("camera", camera(), 38)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compose_sceneThatBothDraw_isAlike(Case one) throws IOException {
    assertEquals(List.of(), new GraphCompositorFactory().unsupported(one.scene));
    assertAlike(one, ColorInfo.BT709);
  }

  /** A recording in BT.601 is drawn in its own matrix. */
  @ParameterizedTest
  @MethodSource("severalCases")
  void compose_bt601_isAlike(Case one) throws IOException {
    assertAlike(one, new ColorInfo(ColorInfo.Range.LIMITED, 1, 1, 6));
  }

  static Stream<Case> severalCases() {
    return cases().filter(one -> List.of("linear", "image-fill", "camera").contains(one.name));
  }

  private static void assertAlike(Case one, ColorInfo color) throws IOException {
    VideoFrame graph = compose(new GraphCompositorFactory(), one.scene, color);
    VideoFrame basic = compose(new BasicCompositorFactory(), one.scene, color);
    assertEquals(color, graph.color());
    assertEquals(color, basic.color());
    double luma = RawPictures.psnr(RawPictures.plane(graph, 0), RawPictures.plane(basic, 0));
    assertTrue(luma >= one.leastPsnr, "luma " + luma + " dB");
    for (int plane = 1; plane < 3; plane++) {
      double chroma =
          RawPictures.psnr(RawPictures.plane(graph, plane), RawPictures.plane(basic, plane));
      assertTrue(chroma >= one.leastPsnr - 2, "plane " + plane + ": " + chroma + " dB");
    }
  }

  private static VideoFrame compose(CompositorFactory factory, Scene scene, ColorInfo color)
      throws IOException {
    VideoFrame screen = RawPictures.testPicture(PixelLayout.I420, WIDTH, HEIGHT, color);
    VideoFrame camera = RawPictures.testPicture(PixelLayout.I420, 320, 240, ColorInfo.BT709);
    VideoFormat format = new VideoFormat("raw", WIDTH, HEIGHT, color, Blob.EMPTY);
    CompositorSettings settings =
        new CompositorSettings(
            scene,
            format,
            CompositorSettings.Quality.FULL,
            (path, sink) ->
                sink.accept(RawPictures.testPicture(PixelLayout.I444, 200, 150, ColorInfo.BT709)));
    VideoFrame[] kept = new VideoFrame[1];
    try (Compositor compositor = factory.create(settings)) {
      List<Layer> layers =
          List.of(new Layer(Layer.SCREEN, screen), new Layer(Layer.CAMERA, camera));
      compositor.compose(
          new Moment(HELD_US, layers, Optional.empty()),
          frame -> {
            VideoFrame picture = (VideoFrame) frame;
            kept[0] =
                Pictures.allocate(
                    picture.layout(), picture.width(), picture.height(), picture.color());
            Pictures.copy(picture, kept[0]);
          });
    }
    return kept[0];
  }

  private static VideoLayout layout(int padding, double radius) {
    return new VideoLayout(
        padding, 0, Anchor.CENTER, radius, Optional.of(SHADOW), Optional.empty());
  }

  private static Background image(Background.Image.Fit fit) {
    return new Background.Image("any.png", fit, Anchor.CENTER, 0.8, 0, 1, 0, 0);
  }

  private static Scene scene(Background background, VideoLayout layout) {
    return new Scene(
        OutputSize.of(640, 400),
        background,
        layout,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }

  private static Scene zoomed(Zoom.Mode mode, double scale) {
    Scene plain = scene(BLUE, layout(24, 12));
    Zoom zoom =
        new Zoom(
            4_000_000,
            6_000_000,
            scale,
            0.3,
            0.6,
            Zoom.Space.SOURCE,
            mode,
            Zoom.Easing.SMOOTH,
            300_000,
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

  private static Scene masked(Mask.Kind kind, double strength) {
    Scene plain = scene(BLUE, layout(24, 0));
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(new Mask(0, 10_000_000, kind, 0.25, 0.25, 0.5, 0.4, strength)),
        Timeline.ALL);
  }

  private static Scene camera() {
    Scene plain = scene(BLUE, layout(24, 0));
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        List.of(),
        Optional.empty(),
        Optional.of(new Camera(Anchor.BOTTOM_RIGHT, 16, 0.3, Camera.Shape.CIRCLE, 0, true)),
        List.of(),
        List.of(),
        Timeline.ALL);
  }
}
