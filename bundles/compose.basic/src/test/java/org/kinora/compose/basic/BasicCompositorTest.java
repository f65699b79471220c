package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.Background;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.Layer;
import org.kinora.tck.support.RawPictures;

class BasicCompositorTest {
  private static final Background BLACK = new Background.Solid(0xFF000000);
  private static final int BLACK_Y = 16;
  private static final int WHITE_Y = 235;

  @Test
  void output_isTheScene() throws Exception {
    try (Compositor compositor = create(new Scene(640, 360, BLACK, 8, 0))) {
      assertEquals(
          new VideoFormat("raw", 640, 360, ColorInfo.BT709, Blob.EMPTY), compositor.output());
    }
  }

  @Test
  void compose_picture_keepsItsTimeAndSize() throws Exception {
    List<VideoFrame> seen = new ArrayList<>();
    try (Compositor compositor = create(new Scene(640, 360, BLACK, 8, 0))) {
      VideoFrame white = white(64, 64).at(1_234_567, 33_333);
      compositor.compose(
          9,
          List.of(new Layer("camera", white(2, 2)), new Layer(Layer.SCREEN, white)),
          frame -> seen.add((VideoFrame) frame));
    }

    assertEquals(1, seen.size());
    VideoFrame frame = seen.get(0);
    assertEquals(1_234_567, frame.timeUs());
    assertEquals(33_333, frame.durationUs());
    assertEquals(640, frame.width());
    assertEquals(360, frame.height());
    assertEquals(PixelLayout.I420, frame.layout());
    assertEquals(ColorInfo.BT709, frame.color());
  }

  @ParameterizedTest
  @CsvSource({"640,360,20,320,180", "640,360,20,90,160", "362,640,33,33,17", "64,64,0,1,1"})
  void compose_whiteOnBlack_fillsExactlyItsPlace(
      int width, int height, int padding, int pictureWidth, int pictureHeight) throws Exception {
    Scene scene = new Scene(width, height, BLACK, padding, 0);
    VideoArea area = VideoArea.fit(scene, pictureWidth, pictureHeight);

    VideoFrame result = compose(scene, white(pictureWidth, pictureHeight));

    byte[] luma = RawPictures.plane(result, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean video =
            x >= area.x()
                && x < area.x() + area.width()
                && y >= area.y()
                && y < area.y() + area.height();
        assertEquals(video ? WHITE_Y : BLACK_Y, luma[y * width + x] & 0xFF, x + "," + y);
      }
    }
    for (byte number : RawPictures.plane(result, 1)) {
      assertEquals(128, number & 0xFF);
    }
  }

  @Test
  void compose_sameSize_isAPlainCopy() throws Exception {
    VideoFrame picture = RawPictures.testPicture(PixelLayout.I420, 640, 360, ColorInfo.BT709);

    VideoFrame result = compose(new Scene(640, 360, BLACK, 0, 0), picture);

    for (int i = 0; i < 3; i++) {
      assertArrayEquals(RawPictures.plane(picture, i), RawPictures.plane(result, i));
    }
  }

  @ParameterizedTest
  @CsvSource({"24", "1", "7", "90", "1000"})
  void compose_roundedCorners_coverTheDiscSymmetrically(int radius) throws Exception {
    int side = 180;
    VideoFrame result = compose(new Scene(200, 200, BLACK, 10, radius), white(90, 90));

    byte[] luma = RawPictures.plane(result, 0);
    double missing = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int here = at(luma, x, y);
        assertEquals(here, at(luma, side - 1 - x, y), "left and right");
        assertEquals(here, at(luma, x, side - 1 - y), "above and below");
        assertEquals(here, at(luma, y, x), 1.0, "across the diagonal");
        missing += (WHITE_Y - here) / (double) (WHITE_Y - BLACK_Y);
      }
    }
    double used = Math.min(radius, side / 2.0);
    double corners = (4 - Math.PI) * used * used;
    assertEquals(corners, missing, 0.03 + corners * 0.003);
  }

  private static int at(byte[] luma, int x, int y) {
    return luma[(y + 10) * 200 + x + 10] & 0xFF;
  }

  @Test
  void compose_roundedCorners_blendChromaByTheMeanOfLuma() throws Exception {
    Background red = new Background.Solid(0xFFFF0000);
    VideoFrame result = compose(new Scene(200, 200, red, 10, 40), white(90, 90));

    byte[] luma = RawPictures.plane(result, 0);
    byte[] cr = RawPictures.plane(result, 2);
    int partly = 0;
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        int place = 2 * y * 200 + 2 * x;
        double mean =
            ((luma[place] & 0xFF)
                    + (luma[place + 1] & 0xFF)
                    + (luma[place + 200] & 0xFF)
                    + (luma[place + 201] & 0xFF))
                / 4.0;
        double covered = (mean - 63) / (WHITE_Y - 63);
        assertEquals(240 + (128 - 240) * covered, cr[y * 100 + x] & 0xFF, 1.0, x + "," + y);
        partly += covered > 0 && covered < 1 ? 1 : 0;
      }
    }
    assertTrue(partly > 100, partly + " blended chroma pixels");
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void compose_anyLayoutAndOddSize_showsTheColour(PixelLayout layout) throws Exception {
    VideoFrame picture = Pictures.allocate(layout, 97, 55, ColorInfo.BT709);
    VideoFrame flat = RawPictures.testPicture(PixelLayout.I420, 2, 2, ColorInfo.BT709);
    int[] yuv = {63, 102, 240};
    for (int i = 0; i < 3; i++) {
      RawPictures.fill(flat, i, yuv[i]);
    }
    try (Scaler scaler = new Scaler(Scaler.Quality.BICUBIC)) {
      scaler.scale(flat, picture);
    }

    VideoFrame result = compose(new Scene(640, 360, BLACK, 20, 0), picture);

    int[] expected = layout == PixelLayout.GRAY ? new int[] {63, 128, 128} : yuv;
    for (int i = 0; i < 3; i++) {
      int width = i == 0 ? 640 : 320;
      int height = i == 0 ? 360 : 180;
      int middle = height / 2 * width + width / 2;
      assertEquals(expected[i], RawPictures.plane(result, i)[middle] & 0xFF, 2.0, "plane " + i);
    }
  }

  @Test
  void compose_colourOpen_takesTheTracks() throws Exception {
    ColorInfo full = new ColorInfo(ColorInfo.Range.FULL, 1, 1, 1);
    VideoFrame picture = Pictures.allocate(PixelLayout.I420, 64, 36, ColorInfo.UNSPECIFIED);
    int[] white = {255, 128, 128};
    for (int i = 0; i < 3; i++) {
      RawPictures.fill(picture, i, white[i]);
    }
    Scene scene = new Scene(64, 36, BLACK, 0, 0);
    VideoFormat track = new VideoFormat("vp9", 64, 36, full, Blob.EMPTY);

    byte[] luma = RawPictures.plane(compose(scene, track, List.of(picture)).get(0), 0);

    for (byte number : luma) {
      assertEquals(WHITE_Y, number & 0xFF);
    }
  }

  @Test
  void compose_sizeChanges_leavesNoTraceOfTheFormerPicture() throws Exception {
    Scene scene =
        new Scene(
            640,
            360,
            new Background.LinearGradient(
                135,
                List.of(new Background.Stop(0, 0xFF667EEA), new Background.Stop(1, 0xFF764BA2))),
            20,
            16);
    VideoFrame wide = RawPictures.testPicture(PixelLayout.I420, 320, 180, ColorInfo.BT709);
    VideoFrame high = RawPictures.testPicture(PixelLayout.I420, 90, 160, ColorInfo.BT709);

    List<VideoFrame> results = compose(scene, track(wide), List.of(wide, high, high, wide));

    assertSame(compose(scene, wide), results.get(0));
    assertSame(compose(scene, high), results.get(1));
    assertSame(compose(scene, high), results.get(2));
    assertSame(compose(scene, wide), results.get(3));
  }

  @Test
  void compose_sinkMovesPositions_doesNotMatter() throws Exception {
    VideoFrame picture = RawPictures.testPicture(PixelLayout.I420, 64, 36, ColorInfo.BT709);
    byte[][] luma = new byte[2][64 * 36];
    try (Compositor compositor = create(new Scene(64, 36, BLACK, 0, 4))) {
      for (byte[] copy : luma) {
        compositor.compose(
            0,
            List.of(new Layer(Layer.SCREEN, picture)),
            frame -> ((VideoFrame) frame).planes().get(0).data().get(copy));
      }
    }

    assertArrayEquals(luma[0], luma[1]);
  }

  @Test
  void compose_withoutScreen_isRefused() throws Exception {
    try (Compositor compositor = create(new Scene(64, 64, BLACK, 0, 0))) {
      List<Layer> layers = List.of(new Layer("camera", white(16, 16)));

      MediaException thrown =
          assertThrows(MediaException.class, () -> compositor.compose(77, layers, frame -> {}));

      assertEquals(MediaError.ARGUMENT_INVALID, thrown.code());
      assertTrue(thrown.getMessage().contains("[camera]"), thrown.getMessage());
    }
  }

  @Test
  void compose_afterClose_isRefused() throws Exception {
    Compositor compositor = create(new Scene(64, 64, BLACK, 0, 0));
    compositor.close();

    MediaException thrown =
        assertThrows(
            MediaException.class,
            () ->
                compositor.compose(
                    0, List.of(new Layer(Layer.SCREEN, white(16, 16))), frame -> {}));

    assertEquals(MediaError.CLOSED, thrown.code());
  }

  private static Compositor create(Scene scene) throws IOException {
    return new BasicCompositorFactory()
        .create(scene, new VideoFormat("vp9", 64, 64, ColorInfo.BT709, Blob.EMPTY));
  }

  private static VideoFormat track(VideoFrame picture) {
    return new VideoFormat("vp9", picture.width(), picture.height(), picture.color(), Blob.EMPTY);
  }

  private static VideoFrame compose(Scene scene, VideoFrame picture) throws IOException {
    return compose(scene, track(picture), List.of(picture)).get(0);
  }

  /** Copies of what one compositor makes of these pictures. */
  private static List<VideoFrame> compose(Scene scene, VideoFormat track, List<VideoFrame> pictures)
      throws IOException {
    List<VideoFrame> results = new ArrayList<>();
    try (Compositor compositor = new BasicCompositorFactory().create(scene, track)) {
      for (VideoFrame picture : pictures) {
        compositor.compose(
            0,
            List.of(new Layer(Layer.SCREEN, picture)),
            frame -> results.add(copy((VideoFrame) frame)));
      }
    }
    return results;
  }

  private static VideoFrame copy(VideoFrame frame) {
    VideoFrame copy =
        Pictures.allocate(frame.layout(), frame.width(), frame.height(), frame.color());
    Pictures.copy(frame, copy);
    return copy;
  }

  private static void assertSame(VideoFrame expected, VideoFrame actual) {
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(RawPictures.plane(expected, i), RawPictures.plane(actual, i));
    }
  }

  private static VideoFrame white(int width, int height) {
    VideoFrame frame = Pictures.allocate(PixelLayout.I420, width, height, ColorInfo.BT709);
    int[] numbers = {WHITE_Y, 128, 128};
    for (int i = 0; i < 3; i++) {
      RawPictures.fill(frame, i, numbers[i]);
    }
    return frame;
  }
}
