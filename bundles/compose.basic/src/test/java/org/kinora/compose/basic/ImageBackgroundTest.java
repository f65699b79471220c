package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Background.Image.Fit;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

class ImageBackgroundTest {
  @TempDir Path directory;

  /** White in black: where it begins and ends, by the fit and the anchor. */
  @ParameterizedTest
  @CsvSource({
    "FILL,CENTER,1,0,0,0,0,400,200",
    "CONTAIN,CENTER,1,0,0,100,0,300,200",
    "CONTAIN,LEFT,1,0,0,0,0,200,200",
    "CONTAIN,BOTTOM_RIGHT,1,0,0,200,0,400,200",
    "CONTAIN,CENTER,0.5,0,0,150,50,250,150",
    "CONTAIN,CENTER,0.5,0.25,-0.25,250,0,350,100",
    "COVER,CENTER,1,0,0,0,0,400,200",
    "COVER,CENTER,0.5,0,0.5,100,100,300,200"
  })
  void paint_fit_placesTheImage(
      Fit fit,
      Anchor anchor,
      double scale,
      double offsetX,
      double offsetY,
      int left,
      int top,
      int right,
      int bottom)
      throws Exception {
    Background image = new Background.Image("w.png", fit, anchor, 1, 0, scale, offsetX, offsetY);

    VideoFrame painted = paint(image, Drawings.white(100, 100), 400, 200);

    for (int y = 0; y < 200; y++) {
      for (int x = 0; x < 400; x++) {
        boolean isIn = x >= left && x < right && y >= top && y < bottom;
        assertEquals(isIn ? 235 : 16, Drawings.luma(painted, x, y), x + "," + y);
      }
    }
  }

  @Test
  void paint_halfOpaque_isOverBlack() throws Exception {
    Background image = new Background.Image("w.png", Fit.FILL, Anchor.CENTER, 0.5, 0, 1, 0, 0);

    VideoFrame painted = paint(image, Drawings.white(20, 10), 64, 64);

    assertEquals(125.5, Drawings.luma(painted, 30, 30), 0.5);
  }

  /** FFmpeg's gblur approaches the Gaussian in another way. */
  @ParameterizedTest
  @CsvSource({"3", "12", "40"})
  void paint_blurred_isWhatFfmpegBlurs(double deviation) throws Exception {
    VideoFrame picture = Drawings.test(640, 360);
    Path file = RawPictures.write(picture, directory.resolve("picture.raw"));
    List<String> arguments = new ArrayList<>(RawPictures.input(picture, file));
    String filter = "gblur=sigma=%1$s:steps=6,format=yuv420p".formatted(deviation);
    arguments.addAll(List.of("-vf", filter, "-f", "rawvideo", "-"));
    VideoFrame expected =
        RawPictures.of(
            Ffmpeg.run(arguments.toArray(String[]::new)),
            PixelLayout.I420,
            640,
            360,
            ColorInfo.BT709);
    Background image =
        new Background.Image("p.png", Fit.FILL, Anchor.CENTER, 1, deviation, 1, 0, 0);

    VideoFrame painted = paint(image, picture, 640, 360);

    int margin = (int) (3 * deviation);
    double sum = 0;
    int count = 0;
    for (int y = margin; y < 360 - margin; y++) {
      for (int x = margin; x < 640 - margin; x++) {
        sum += Math.pow(Drawings.luma(expected, x, y) - Drawings.luma(painted, x, y), 2);
        count++;
      }
    }
    assertTrue(Math.sqrt(sum / count) < 2.5, "deviation " + Math.sqrt(sum / count));
  }

  @Test
  void paint_transparentImage_showsBlackThrough() throws Exception {
    VideoFrame picture = Pictures.allocate(PixelLayout.RGBA, 8, 8, ColorInfo.BT709);
    for (int i = 0; i < 8 * 8; i++) {
      int at = i / 8 * picture.planes().get(0).stride() + 4 * (i % 8);
      picture.planes().get(0).data().putInt(at, 0xFFFFFF80);
    }
    Background image = new Background.Image("w.png", Fit.FILL, Anchor.CENTER, 1, 0, 1, 0, 0);

    assertEquals(126, Drawings.luma(paint(image, picture, 64, 64), 30, 30), 1.0);
  }

  @Test
  void create_imageMissing_saysSo() {
    Background image = new Background.Image("no.png", Fit.FILL, Anchor.CENTER, 1, 0, 1, 0, 0);

    MediaException thrown =
        assertThrows(
            MediaException.class,
            () ->
                Drawings.create(
                    SceneBuilder.of(64, 64).background(image).build(), Drawings.white(8, 8)));

    assertEquals(MediaError.DIR_NOT_FOUND, thrown.code());
  }

  private static VideoFrame paint(Background image, VideoFrame picture, int width, int height)
      throws IOException {
    SceneLayout layout = SceneLayout.of(SceneBuilder.of(width, height).build(), 16, 16);
    Paint paint = Paint.of(image, layout, ColorInfo.BT709, (path, sink) -> sink.accept(picture));
    Rect outside = new Rect(-9, -9, 0, 0);
    return new Backdrop(paint, layout, ColorInfo.BT709)
        .picture(new Backdrop.View(outside, Transform.IDENTITY, false));
  }
}
