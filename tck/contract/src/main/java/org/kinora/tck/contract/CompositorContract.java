package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.compose.PointerState;

/** The contract of {@link CompositorFactory} and its compositors. */
public abstract class CompositorContract {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int OUTPUT_WIDTH = CompositorScenes.WIDTH;
  private static final int OUTPUT_HEIGHT = CompositorScenes.HEIGHT;
  private static final int DARK = 40;
  private static final int LIGHT = 180;
  private static final long PAUSE_US = 1_500_000;

  /** For a subclass. */
  protected CompositorContract() {}

  /** The compositors that are tested. */
  protected abstract CompositorFactory factory();

  @Test
  void output_created_hasTheScenesSize() throws IOException {
    try (Compositor compositor = create()) {
      assertEquals(OUTPUT_WIDTH, compositor.output().width());
      assertEquals(OUTPUT_HEIGHT, compositor.output().height());
      assertEquals("raw", compositor.output().codec());
    }
  }

  @Test
  void compose_unevenTimes_onePictureEachAtItsTime() throws IOException {
    try (Compositor compositor = create()) {
      long timeUs = -20_000;
      for (int i = 0; i < 20; i++) {
        long durationUs = 8_000 + i * 1_001L;
        List<List<Long>> made = new ArrayList<>();
        VideoFrame screen = Pictures.grey(WIDTH, HEIGHT, timeUs, durationUs, DARK);
        compose(
            compositor,
            screen,
            picture -> {
              assertEquals(OUTPUT_WIDTH, picture.width());
              assertEquals(OUTPUT_HEIGHT, picture.height());
              made.add(List.of(picture.timeUs(), picture.durationUs()));
            });
        assertEquals(List.of(List.of(timeUs, durationUs)), made);
        timeUs += durationUs;
      }
    }
  }

  @Test
  void compose_darkVideoOnWhite_isDarkInTheMiddleAndWhiteAround() throws IOException {
    try (Compositor compositor = create()) {
      compose(
          compositor,
          Pictures.grey(WIDTH, HEIGHT, 0, 0, DARK),
          picture -> {
            int middle = Pictures.luma(picture, picture.width() / 2, picture.height() / 2);
            int corner = Pictures.luma(picture, 3, 3);
            assertTrue(Math.abs(middle - DARK) <= 30, "luma in the middle is " + middle);
            assertTrue(corner >= 215, "luma in the corner is " + corner);
          });
    }
  }

  /** What was composed before, and what became of its buffers, leaves no trace. */
  @Test
  void compose_lentBuffersOverwritten_nextPictureIsTheSame() throws IOException {
    try (Compositor compositor = create()) {
      Blob dark = pixels(compositor, 0, DARK);
      Blob light = pixels(compositor, 40_000, LIGHT);
      assertNotEquals(dark, light);
      assertEquals(dark, pixels(compositor, 80_000, DARK));
      assertEquals(light, pixels(compositor, 120_000, LIGHT));
    }
  }

  @Test
  void compose_sameMomentTwice_isTheSamePicture() throws IOException {
    try (Compositor compositor = create()) {
      Blob first = pixels(compositor, 40_000, DARK);
      assertEquals(first, pixels(compositor, 40_000, DARK));
    }
  }

  @Test
  void compose_picture_isAsOutputSays() throws IOException {
    try (Compositor compositor = create()) {
      compose(
          compositor,
          Pictures.grey(WIDTH, HEIGHT, 0, 0, DARK),
          picture -> {
            assertEquals(compositor.output().color(), picture.color());
            assertNotEquals(ColorInfo.Range.UNSPECIFIED, picture.color().range());
          });
    }
  }

  /** What a factory does not name as unsupported is seen. */
  @Test
  void unsupported_eachEffect_isNamedOrSeen() throws IOException {
    Map<String, Scene> effects = CompositorScenes.effects();
    Cells cells = new Cells();
    Blob plain = oneMoment(CompositorScenes.plain(), PAUSE_US);
    effects.forEach(
        (name, scene) ->
            cells.run(
                name,
                () -> {
                  if (factory().unsupported(scene).isEmpty()) {
                    assertNotEquals(plain, oneMoment(scene, PAUSE_US), name + " is not seen");
                  }
                }));
    cells.assertNoneFailed();
    assertEquals(List.of(), factory().unsupported(scene()), "of padding and rounded corners");
  }

  /** The recorded picture stands still and what lies on it changes. */
  @Test
  void compose_captionBeginsWithinOnePicture_isSeen() throws IOException {
    Scene scene = CompositorScenes.captioned();
    if (factory().unsupported(scene).isEmpty()) {
      try (Compositor compositor = create(scene)) {
        Blob before = at(compositor, 0);
        assertNotEquals(before, at(compositor, PAUSE_US));
        assertEquals(before, at(compositor, 0));
      }
    }
  }

  /** Canvases come again in any order; what was drawn into one stays there until then. */
  @Test
  void compose_intoCanvases_isAsElsewhere() {
    Cells cells = new Cells();
    CompositorScenes.effects()
        .forEach((name, scene) -> cells.run(name, () -> assertSameInCanvases(scene)));
    cells.assertNoneFailed();
  }

  /** Every picture is shown twice, while what lies on it goes on. */
  private void assertSameInCanvases(Scene scene) throws IOException {
    List<VideoFrame> canvases = new ArrayList<>();
    IdentityHashMap<VideoFrame, Blob> drawn = new IdentityHashMap<>();
    try (Compositor elsewhere = create(scene);
        Compositor drawing = create(scene)) {
      for (int i = 0; i < 3; i++) {
        canvases.add(Pictures.canvas(drawing.output()));
      }
      int pictures = 0;
      for (int canvas : new int[] {0, 1, 0, 2, 1, 1, 0, 2, 2, 1, 0, 0}) {
        int number = pictures++ / 2;
        VideoFrame screen =
            Pictures.grey(WIDTH, HEIGHT, number * 40_000L, 0, number % 2 == 0 ? DARK : LIGHT);
        Moment moment = moment(pictures * PAUSE_US / 4, screen);
        VideoFrame lent = canvases.get(canvas);
        Blob expected = composed(sink -> elsewhere.compose(moment, sink));
        assertEquals(expected, composed(sink -> drawing.compose(moment, lent, sink)), "" + number);
        drawn.put(lent, Pictures.pixels(lent));
        drawn.forEach((each, was) -> assertEquals(was, Pictures.pixels(each), "another canvas"));
      }
    }
  }

  @Test
  void create_noRoomForTheVideo_isRefused() {
    Failures.assertFails(
        () -> create(CompositorScenes.padded(OUTPUT_HEIGHT / 2)).close(),
        MediaError.ARGUMENT_INVALID);
  }

  @Test
  void compose_twoCompositors_doNotMix() throws IOException {
    try (Compositor one = create();
        Compositor two = create()) {
      compose(
          one,
          Pictures.grey(WIDTH, HEIGHT, 0, 0, DARK),
          picture -> {
            Blob before = Pictures.pixels(picture);
            pixels(two, 0, LIGHT);
            assertEquals(before, Pictures.pixels(picture), "the lent picture changed");
          });
    }
  }

  @Test
  void compose_noScreenLayer_isRefused() throws IOException {
    try (Compositor compositor = create()) {
      Layer other = new Layer("other", Pictures.grey(WIDTH, HEIGHT, 0, 0, DARK));
      for (List<Layer> layers : List.of(List.<Layer>of(), List.of(other))) {
        Failures.assertFails(
            () -> compositor.compose(new Moment(0, layers, Optional.empty()), frame -> {}),
            MediaError.ARGUMENT_INVALID);
      }
    }
  }

  @Test
  void compose_sinkThrows_passesItOn() throws IOException {
    Failures.Stop stop = new Failures.Stop();
    try (Compositor compositor = create()) {
      Failures.Stop caught =
          assertThrows(
              Failures.Stop.class,
              () ->
                  compose(
                      compositor,
                      Pictures.grey(WIDTH, HEIGHT, 0, 0, DARK),
                      picture -> {
                        throw stop;
                      }));
      assertSame(stop, caught);
      assertEquals(pixels(compositor, 0, DARK), pixels(compositor, 40_000, DARK));
    }
  }

  @Test
  void close_twice_isHarmless() throws IOException {
    Compositor compositor = create();
    pixels(compositor, 0, DARK);
    compositor.close();
    compositor.close();
  }

  private Compositor create() throws IOException {
    return create(scene());
  }

  private Compositor create(Scene scene) throws IOException {
    return factory()
        .create(
            new CompositorSettings(
                scene,
                new VideoFormat("vp9", WIDTH, HEIGHT, ColorInfo.BT709, Blob.EMPTY),
                CompositorSettings.Quality.FULL,
                (path, sink) -> {
                  throw new MediaException(MediaError.DIR_NOT_FOUND, path);
                }));
  }

  private static Scene scene() {
    return CompositorScenes.padded(24);
  }

  private static Blob pixels(Compositor compositor, long timeUs, int luma) throws IOException {
    List<Blob> made = new ArrayList<>();
    VideoFrame screen = Pictures.grey(WIDTH, HEIGHT, timeUs, 0, luma);
    compose(compositor, screen, picture -> made.add(Pictures.pixels(picture)));
    assertEquals(1, made.size(), "pictures for one call");
    return made.get(0);
  }

  private Blob oneMoment(Scene scene, long timeUs) throws IOException {
    try (Compositor compositor = create(scene)) {
      return at(compositor, timeUs);
    }
  }

  /** The screen's picture is the one at 0. */
  private static Blob at(Compositor compositor, long timeUs) throws IOException {
    Moment moment = moment(timeUs, Pictures.ramp(WIDTH, HEIGHT));
    return composed(sink -> compositor.compose(moment, sink));
  }

  /** A moment of which everything was recorded. */
  private static Moment moment(long timeUs, VideoFrame screen) {
    return new Moment(
        timeUs,
        List.of(
            new Layer(Layer.SCREEN, screen),
            new Layer(Layer.CAMERA, Pictures.grey(64, 48, 0, 0, LIGHT))),
        Optional.of(new PointerState(WIDTH / 3.0, HEIGHT / 3.0, false, 0)));
  }

  /** Hands a picture to a sink. */
  @FunctionalInterface
  private interface Composing {
    void into(FrameSink sink) throws IOException;
  }

  private static Blob composed(Composing composing) throws IOException {
    List<Blob> made = new ArrayList<>();
    composing.into(frame -> made.add(Pictures.pixels(Pictures.picture(frame))));
    assertEquals(1, made.size(), "pictures for one call");
    return made.get(0);
  }

  private static void compose(Compositor compositor, VideoFrame screen, Pictures.Borrower sink)
      throws IOException {
    Pictures.lend(
        screen,
        lent ->
            compositor.compose(
                new Moment(lent.timeUs(), List.of(new Layer(Layer.SCREEN, lent)), Optional.empty()),
                frame -> sink.borrow(Pictures.picture(frame))));
  }
}
