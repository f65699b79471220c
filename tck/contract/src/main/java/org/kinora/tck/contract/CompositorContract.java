package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.media.Background;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.Layer;

/** The contract of {@link CompositorFactory} and its compositors. */
public abstract class CompositorContract {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int DARK = 40;

  /** For a subclass. */
  protected CompositorContract() {}

  /** The compositors that are tested. */
  protected abstract CompositorFactory factory();

  @Test
  void output_created_hasTheScenesSize() throws IOException {
    try (Compositor compositor = create()) {
      assertEquals(scene().width(), compositor.output().width());
      assertEquals(scene().height(), compositor.output().height());
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
              assertEquals(scene().width(), picture.width());
              assertEquals(scene().height(), picture.height());
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
      Blob dark = pixels(compositor, DARK);
      Blob light = pixels(compositor, 180);
      assertNotEquals(dark, light);
      assertEquals(dark, pixels(compositor, DARK));
      assertEquals(light, pixels(compositor, 180));
    }
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
            pixels(two, 180);
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
            () -> compositor.compose(0, layers, frame -> {}), MediaError.ARGUMENT_INVALID);
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
      assertEquals(pixels(compositor, DARK), pixels(compositor, DARK));
    }
  }

  @Test
  void close_twice_isHarmless() throws IOException {
    Compositor compositor = create();
    pixels(compositor, DARK);
    compositor.close();
    compositor.close();
  }

  private Compositor create() throws IOException {
    return factory()
        .create(scene(), new VideoFormat("vp9", WIDTH, HEIGHT, ColorInfo.BT709, Blob.EMPTY));
  }

  private static Scene scene() {
    return new Scene(320, 240, new Background.Solid(0xFFFFFFFF), 24, 10);
  }

  private static Blob pixels(Compositor compositor, int luma) throws IOException {
    List<Blob> made = new ArrayList<>();
    VideoFrame screen = Pictures.grey(WIDTH, HEIGHT, 0, 0, luma);
    compose(compositor, screen, picture -> made.add(Pictures.pixels(picture)));
    assertEquals(1, made.size(), "pictures for one call");
    return made.get(0);
  }

  private static void compose(Compositor compositor, VideoFrame screen, Pictures.Borrower sink)
      throws IOException {
    Pictures.lend(
        screen,
        lent ->
            compositor.compose(
                lent.timeUs(),
                List.of(new Layer(Layer.SCREEN, lent)),
                frame -> sink.borrow(Pictures.picture(frame))));
  }
}
