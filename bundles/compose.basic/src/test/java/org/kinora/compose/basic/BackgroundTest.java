package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

class BackgroundTest {
  private static final int INDIGO = 0xFF667EEA;
  private static final int PURPLE = 0xFF764BA2;

  /** The numbers are those of Rec. ITU-R BT.709 in 8 bits, as tables of colour bars list them. */
  @ParameterizedTest
  @CsvSource({
    "FF000000,16,128,128",
    "FFFFFFFF,235,128,128",
    "FFFF0000,63,102,240",
    "FF00FF00,173,42,26",
    "FF0000FF,32,240,118",
    "FFFFFF00,219,16,138",
    "FF00FFFF,188,154,16",
    "FFFF00FF,78,214,230",
    "00FFFFFF,16,128,128",
    "80FF0000,39,115,184"
  })
  void paint_solid_isTheColourByFormula(String argb, int y, int cb, int cr) throws Exception {
    VideoFrame canvas = paint(new Background.Solid(Integer.parseUnsignedInt(argb, 16)), 66, 34);

    int[] expected = {y, cb, cr};
    for (int i = 0; i < 3; i++) {
      for (byte number : RawPictures.plane(canvas, i)) {
        assertEquals(expected[i], number & 0xFF, "plane " + i);
      }
    }
  }

  /**
   * The blocks in the corners of a black-to-white gradient: 16 + 219 of the way at their middle.
   */
  @ParameterizedTest
  @CsvSource({
    "640,480,0,38.995,212.005,38.995,212.005",
    "640,480,90,60.895,60.895,190.105,190.105",
    "640,480,180,212.005,38.995,212.005,38.995",
    "640,480,-90,190.105,190.105,60.895,60.895",
    "400,400,45,18.190,125.500,125.500,232.810"
  })
  void paint_gradient_runsClockwiseFromLeftToRight(
      int width,
      int height,
      double angle,
      double upperLeft,
      double upperRight,
      double lowerLeft,
      double lowerRight)
      throws Exception {
    byte[] luma =
        RawPictures.plane(paint(gradient(angle, 0xFF000000, 0xFFFFFFFF), width, height), 0);

    int lastRow = (height - 8) * width;
    assertEquals(upperLeft, mean(luma, width, 0), 0.2);
    assertEquals(upperRight, mean(luma, width, width - 8), 0.2);
    assertEquals(lowerLeft, mean(luma, width, lastRow), 0.2);
    assertEquals(lowerRight, mean(luma, width, lastRow + width - 8), 0.2);
  }

  @Test
  void paint_gradient_isWhatFfmpegDraws() throws Exception {
    int width = 640;
    int height = 360;
    double angle = Math.toDegrees(Math.atan2(height, width));
    byte[] raw =
        Ffmpeg.run(
            "-f",
            "lavfi",
            "-i",
            "gradients=s=640x360:c0=0x667EEA:c1=0x764BA2:n=2:x0=0:y0=0:x1=639:y1=359:speed=0.00001",
            "-frames:v",
            "1",
            "-vf",
            "scale=out_range=tv:out_color_matrix=bt709:flags=accurate_rnd,format=yuv420p",
            "-f",
            "rawvideo",
            "-");
    VideoFrame expected = RawPictures.of(raw, PixelLayout.I420, width, height, ColorInfo.BT709);

    VideoFrame painted = paint(gradient(angle, INDIGO, PURPLE), width, height);

    for (int i = 0; i < 3; i++) {
      byte[] one = RawPictures.plane(expected, i);
      byte[] other = RawPictures.plane(painted, i);
      for (int at = 0; at < one.length; at++) {
        assertEquals(one[at] & 0xFF, other[at] & 0xFF, 2.0, "plane " + i + ", byte " + at);
      }
    }
  }

  /** Blocks at the centre, right of it and below it: the part by the formula, 16 + 219 of it. */
  @Test
  void paint_radial_growsOutwardsFromItsCentre() throws Exception {
    Background radial =
        new Background.RadialGradient(
            0.25,
            0.5,
            0.5,
            List.of(new Background.Stop(0, 0xFF000000), new Background.Stop(1, 0xFFFFFFFF)));
    byte[] luma = RawPictures.plane(paint(radial, 640, 320), 0);

    for (int x : new int[] {8, 160, 200, 312, 480}) {
      double part = Math.min(1, Math.hypot(x + 4 - 160, 4) / 160);
      assertEquals(16 + 219 * part, mean(luma, 640, 160 * 640 + x), 1.6, "block at " + x);
    }
    assertEquals(mean(luma, 640, 160 * 640 + 240), mean(luma, 640, 240 * 640 + 160), 0.5);
  }

  @Test
  void paint_conic_runsClockwiseFromItsAngle() throws Exception {
    Background conic =
        new Background.ConicGradient(
            0.5,
            0.5,
            90,
            List.of(new Background.Stop(0, 0xFF000000), new Background.Stop(1, 0xFFFFFFFF)));
    byte[] luma = RawPictures.plane(paint(conic, 320, 320), 0);

    for (int degrees = 100; degrees < 440; degrees += 20) {
      double angle = Math.toRadians(degrees);
      int x = (int) Math.round(160 + 140 * Math.cos(angle)) - 4;
      int y = (int) Math.round(160 + 140 * Math.sin(angle)) - 4;
      double exact = 16 + 219 * (degrees - 90) / 360.0;
      assertEquals(exact, mean(luma, 320, y * 320 + x), 1, degrees + " degrees");
    }
  }

  @Test
  void paint_slowGradient_hasNoBands() throws Exception {
    int width = 512;
    byte[] luma = RawPictures.plane(paint(gradient(0, 0xFF808080, 0xFF848484), width, 64), 0);

    double diagonal = Math.hypot(width, 64);
    for (int x = 0; x < width; x += 8) {
      double part = 0.5 + (x + 4 - width / 2.0) / diagonal;
      double exact = 16 + 219 * (128 + 4 * part) / 255;
      assertEquals(exact, mean(luma, width, x), 0.05, "block at " + x);
    }
  }

  @Test
  void paint_stopsWithin_areReachedAndHeld() throws Exception {
    Background.LinearGradient gradient =
        new Background.LinearGradient(
            0,
            List.of(
                new Background.Stop(0.25, 0xFF0000FF),
                new Background.Stop(0.5, 0xFFFFFFFF),
                new Background.Stop(0.5, 0xFF000000),
                new Background.Stop(0.75, 0xFFFFFF00)));
    int width = 1600;
    byte[] luma = RawPictures.plane(paint(gradient, width, 16), 0);

    assertEquals(32, mean(luma, width, 0), 0.5);
    assertTrue(mean(luma, width, 792) > 230);
    assertTrue(mean(luma, width, 800) < 22);
    assertEquals(219, mean(luma, width, 1592), 0.5);
  }

  @Test
  void paint_twice_isTheSame() throws Exception {
    byte[] one = RawPictures.plane(paint(gradient(135, INDIGO, PURPLE), 320, 180), 1);
    byte[] other = RawPictures.plane(paint(gradient(135, INDIGO, PURPLE), 320, 180), 1);

    assertArrayEquals(one, other);
  }

  private static Background.LinearGradient gradient(double angle, int from, int to) {
    return new Background.LinearGradient(
        angle, List.of(new Background.Stop(0, from), new Background.Stop(1, to)));
  }

  private static VideoFrame paint(Background background, int width, int height) throws IOException {
    SceneLayout layout = SceneLayout.of(SceneBuilder.of(width, height).build(), 16, 16);
    Paint paint = Paint.of(background, layout, ColorInfo.BT709, Drawings.NO_IMAGES);
    Rect outside = new Rect(-9, -9, 0, 0);
    return new Backdrop(paint, layout, ColorInfo.BT709)
        .picture(new Backdrop.View(outside, Transform.IDENTITY, false));
  }

  /** The mean of the 8 × 8 numbers that begin here: dithering is exact over that block. */
  private static double mean(byte[] plane, int width, int start) {
    int sum = 0;
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        sum += plane[start + y * width + x] & 0xFF;
      }
    }
    return sum / 64.0;
  }
}
