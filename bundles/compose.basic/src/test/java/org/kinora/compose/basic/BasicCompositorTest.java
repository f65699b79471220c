package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.tck.support.RawPictures;

class BasicCompositorTest {
  private static final Background BLACK = new Background.Solid(0xFF000000);

  @Test
  void output_isTheScene() throws Exception {
    try (Compositor compositor =
        create(SceneBuilder.of(640, 360).background(BLACK).padding(8).radius(0).build())) {
      assertEquals(
          new VideoFormat("raw", 640, 360, ColorInfo.BT709, Blob.EMPTY), compositor.output());
    }
  }

  @Test
  void compose_picture_keepsItsTimeAndSize() throws Exception {
    List<VideoFrame> seen = new ArrayList<>();
    try (Compositor compositor =
        create(SceneBuilder.of(640, 360).background(BLACK).padding(8).radius(0).build())) {
      VideoFrame white = Drawings.white(64, 64).at(1_234_567, 33_333);
      compositor.compose(
          Drawings.moment(white, Drawings.white(2, 2)), frame -> seen.add((VideoFrame) frame));
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
    Scene scene =
        SceneBuilder.of(width, height).background(BLACK).padding(padding).radius(0).build();
    PixelRect area = SceneLayout.of(scene, pictureWidth, pictureHeight).video();

    VideoFrame result = compose(scene, Drawings.white(pictureWidth, pictureHeight));

    byte[] luma = RawPictures.plane(result, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean video =
            x >= area.x()
                && x < area.x() + area.width()
                && y >= area.y()
                && y < area.y() + area.height();
        assertEquals(
            video ? Drawings.WHITE_Y : Drawings.BLACK_Y, luma[y * width + x] & 0xFF, x + "," + y);
      }
    }
    for (byte number : RawPictures.plane(result, 1)) {
      assertEquals(128, number & 0xFF);
    }
  }

  @Test
  void compose_sameSize_isAPlainCopy() throws Exception {
    VideoFrame picture = RawPictures.testPicture(PixelLayout.I420, 640, 360, ColorInfo.BT709);

    VideoFrame result =
        compose(SceneBuilder.of(640, 360).background(BLACK).padding(0).radius(0).build(), picture);

    for (int i = 0; i < 3; i++) {
      assertArrayEquals(RawPictures.plane(picture, i), RawPictures.plane(result, i));
    }
  }

  @ParameterizedTest
  @CsvSource({"24", "1", "7", "90", "1000"})
  void compose_roundedCorners_coverTheDiscSymmetrically(int radius) throws Exception {
    int side = 180;
    VideoFrame result =
        compose(
            SceneBuilder.of(200, 200).background(BLACK).padding(10).radius(radius).build(),
            Drawings.white(90, 90));

    byte[] luma = RawPictures.plane(result, 0);
    double missing = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int here = at(luma, x, y);
        assertEquals(here, at(luma, side - 1 - x, y), "left and right");
        assertEquals(here, at(luma, x, side - 1 - y), "above and below");
        assertEquals(here, at(luma, y, x), 1.0, "across the diagonal");
        missing += (Drawings.WHITE_Y - here) / (double) (Drawings.WHITE_Y - Drawings.BLACK_Y);
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
    VideoFrame result =
        compose(
            SceneBuilder.of(200, 200).background(red).padding(10).radius(40).build(),
            Drawings.white(90, 90));

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
        double covered = (mean - 63) / (Drawings.WHITE_Y - 63);
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

    VideoFrame result =
        compose(SceneBuilder.of(640, 360).background(BLACK).padding(20).radius(0).build(), picture);

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
    Scene scene = SceneBuilder.of(64, 36).background(BLACK).padding(0).radius(0).build();
    VideoFrame like = Pictures.allocate(PixelLayout.I420, 64, 36, full);

    byte[] luma;
    try (Compositor compositor = Drawings.create(scene, like)) {
      luma = RawPictures.plane(Drawings.draw(compositor, Drawings.moment(0, picture)), 0);
    }

    for (byte number : luma) {
      assertEquals(Drawings.WHITE_Y, number & 0xFF);
    }
  }

  @Test
  void compose_sizeChanges_leavesNoTraceOfTheFormerPicture() throws Exception {
    Scene scene =
        SceneBuilder.of(640, 360)
            .background(
                new Background.LinearGradient(
                    135,
                    List.of(
                        new Background.Stop(0, 0xFF667EEA), new Background.Stop(1, 0xFF764BA2))))
            .padding(20)
            .radius(16)
            .build();
    VideoFrame wide = RawPictures.testPicture(PixelLayout.I420, 320, 180, ColorInfo.BT709);
    VideoFrame high = RawPictures.testPicture(PixelLayout.I420, 90, 160, ColorInfo.BT709);

    long timeUs = 0;
    try (Compositor compositor = Drawings.create(scene, wide)) {
      for (VideoFrame picture : List.of(wide, high, high, wide)) {
        timeUs += 33_000;
        VideoFrame drawn =
            Drawings.draw(compositor, Drawings.moment(timeUs, picture.at(timeUs, 33_000)));
        assertSame(compose(scene, picture), drawn);
      }
    }
  }

  @Test
  void compose_sinkMovesPositions_doesNotMatter() throws Exception {
    VideoFrame picture = RawPictures.testPicture(PixelLayout.I420, 64, 36, ColorInfo.BT709);
    byte[][] luma = new byte[2][64 * 36];
    try (Compositor compositor =
        create(SceneBuilder.of(64, 36).background(BLACK).padding(0).radius(4).build())) {
      for (byte[] copy : luma) {
        compositor.compose(
            Drawings.moment(0, picture),
            frame -> ((VideoFrame) frame).planes().get(0).data().get(copy));
      }
    }

    assertArrayEquals(luma[0], luma[1]);
  }

  @Test
  void compose_withoutScreen_isRefused() throws Exception {
    try (Compositor compositor =
        create(SceneBuilder.of(64, 64).background(BLACK).padding(0).radius(0).build())) {
      Moment moment =
          new Moment(77, List.of(new Layer("camera", Drawings.white(16, 16))), Optional.empty());

      MediaException thrown =
          assertThrows(MediaException.class, () -> compositor.compose(moment, frame -> {}));

      assertEquals(MediaError.ARGUMENT_INVALID, thrown.code());
      assertTrue(thrown.getMessage().contains("[camera]"), thrown.getMessage());
    }
  }

  @Test
  void compose_afterClose_isRefused() throws Exception {
    Compositor compositor =
        create(SceneBuilder.of(64, 64).background(BLACK).padding(0).radius(0).build());
    compositor.close();

    MediaException thrown =
        assertThrows(
            MediaException.class,
            () -> compositor.compose(Drawings.moment(0, Drawings.white(16, 16)), frame -> {}));

    assertEquals(MediaError.CLOSED, thrown.code());
  }

  private static Compositor create(Scene scene) throws IOException {
    return Drawings.create(scene, Drawings.white(64, 64));
  }

  private static VideoFrame compose(Scene scene, VideoFrame picture) throws IOException {
    return Drawings.draw(scene, picture);
  }

  private static void assertSame(VideoFrame expected, VideoFrame actual) {
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(RawPictures.plane(expected, i), RawPictures.plane(actual, i));
    }
  }
}
