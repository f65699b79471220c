package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.tck.support.RawPictures;

/** Pictures are drawn where the caller wants them. */
final class CanvasTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 36;
  private static final Scene SCENE =
      SceneBuilder.of(WIDTH, HEIGHT)
          .background(new Background.Solid(0xFF000000))
          .padding(4)
          .radius(4)
          .build();

  private final VideoFrame first = canvas();
  private final VideoFrame second = canvas();

  private static VideoFrame canvas() {
    return Pictures.allocate(PixelLayout.I420, WIDTH, HEIGHT, ColorInfo.BT709);
  }

  @Test
  void compose_intoACanvas_handsOverItsMemory() throws Exception {
    try (Compositor compositor = compositor()) {
      VideoFrame made = compose(compositor, white(40_000), first);
      assertSame(first.planes().get(0).data(), made.planes().get(0).data());
      assertEquals(40_000, made.timeUs());
    }
  }

  /** What a picture shows goes by its time, so one that changed unnoticed tells a copy. */
  @Test
  void compose_sameMomentIntoAnotherCanvas_isCopied() throws Exception {
    VideoFrame black = Drawings.flat(WIDTH, HEIGHT, Drawings.BLACK_Y, 128, 128);
    try (Compositor compositor = compositor()) {
      compose(compositor, white(0), first);
      assertAlike(first, compose(compositor, black, second));
      assertAlike(second, compose(compositor, black, first));
      compose(compositor, black.at(40_000, 0), first);
      assertNotEquals(middle(first), middle(second));
      compose(compositor, white(80_000), second);
      assertEquals(Drawings.WHITE_Y, middle(second));
    }
  }

  /** What stands in memory that comes for the first time is of no interest. */
  @Test
  void compose_newCanvasWithSomethingInIt_isDrawnWhole() throws Exception {
    try (Compositor compositor = compositor()) {
      compose(compositor, white(0), first);
      RawPictures.fill(second, 0, 77);
      VideoFrame made = compose(compositor, white(40_000), second);
      assertAlike(first, made);
    }
  }

  private static Compositor compositor() throws IOException {
    return Drawings.create(SCENE, Drawings.white(WIDTH, HEIGHT));
  }

  private static VideoFrame white(long timeUs) {
    return Drawings.white(WIDTH, HEIGHT).at(timeUs, 0);
  }

  private static int middle(VideoFrame frame) {
    return Drawings.luma(frame, WIDTH / 2, HEIGHT / 2);
  }

  private static VideoFrame compose(Compositor compositor, VideoFrame screen, VideoFrame canvas)
      throws IOException {
    List<VideoFrame> made = new ArrayList<>();
    compositor.compose(
        Drawings.moment(screen.timeUs(), screen), canvas, frame -> made.add((VideoFrame) frame));
    assertEquals(1, made.size());
    return made.get(0);
  }

  private static void assertAlike(VideoFrame expected, VideoFrame actual) {
    for (int i = 0; i < expected.planes().size(); i++) {
      assertArrayEquals(RawPictures.plane(expected, i), RawPictures.plane(actual, i));
    }
  }
}
