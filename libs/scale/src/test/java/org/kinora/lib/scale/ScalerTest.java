package org.kinora.lib.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

class ScalerTest {
  private static final ColorInfo BT601_FULL = new ColorInfo(ColorInfo.Range.FULL, 6, 6, 6);
  private static final ColorInfo BT601 = new ColorInfo(ColorInfo.Range.LIMITED, 6, 6, 6);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void scale_alikePictures_copiesEveryPixel(PixelLayout layout) throws Exception {
    VideoFrame from = RawPictures.testPicture(layout, 321, 181, BT601);
    VideoFrame to = Pictures.allocate(layout, 321, 181, BT601);

    scale(Scaler.Quality.BICUBIC, from, to);

    for (int i = 0; i < layout.planes(); i++) {
      assertArrayEquals(RawPictures.plane(from, i), RawPictures.plane(to, i));
    }
  }

  @ParameterizedTest
  @EnumSource(value = PixelLayout.class, mode = EnumSource.Mode.EXCLUDE, names = "GRAY")
  void scale_bicubic_isWhatFfmpegMakes(PixelLayout layout) throws Exception {
    VideoFrame from = RawPictures.testPicture(layout, 1280, 720, ColorInfo.BT709);
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 900, 506, ColorInfo.BT709);

    scale(Scaler.Quality.BICUBIC, from, to);

    assertAlike(50, judged(from, to, "range=tv:colorspace=bt709"), to);
  }

  @ParameterizedTest
  @CsvSource({"I420", "I444", "I420_10"})
  void scale_fullRangeBt601_isConvertedAsFfmpegDoes(PixelLayout layout) throws Exception {
    VideoFrame from = RawPictures.testPicture(layout, 640, 360, BT601_FULL);
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 480, 270, ColorInfo.BT709);

    scale(Scaler.Quality.BICUBIC, from, to);

    assertAlike(40, judged(from, to, "range=pc:colorspace=smpte170m"), to);
  }

  /** The same picture by FFmpeg's own program, as limited BT.709. */
  private VideoFrame judged(VideoFrame from, VideoFrame to, String color) throws Exception {
    Path file = RawPictures.write(from, directory.resolve("from.raw"));
    List<String> arguments = new ArrayList<>(RawPictures.input(from, file));
    String rgb = from.layout() == PixelLayout.RGBA ? "null" : "setparams=" + color;
    arguments.addAll(
        List.of(
            "-vf",
            rgb
                + ",scale=%d:%d:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
                    .formatted(to.width(), to.height())
                + ":out_range=tv:out_color_matrix=bt709,format=yuv420p",
            "-f",
            "rawvideo",
            "-"));
    byte[] raw = Ffmpeg.run(arguments.toArray(String[]::new));
    return RawPictures.of(raw, to.layout(), to.width(), to.height(), to.color());
  }

  private static void assertAlike(double decibels, VideoFrame expected, VideoFrame actual) {
    for (int i = 0; i < expected.planes().size(); i++) {
      double psnr = RawPictures.psnr(RawPictures.plane(expected, i), RawPictures.plane(actual, i));
      assertTrue(psnr >= decibels, "plane " + i + ": " + psnr + " dB");
    }
  }

  /** sRGB (51, 102, 204) by the formulas of BT.601 and BT.709, rounded. */
  @ParameterizedTest
  @EnumSource(Scaler.Quality.class)
  void scale_flatColour_followsTheFormulas(Scaler.Quality quality) throws Exception {
    VideoFrame from = Pictures.allocate(PixelLayout.I420, 64, 64, BT601_FULL);
    fill(from, 98, 188, 94);
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 160, 96, ColorInfo.BT709);

    scale(quality, from, to);

    assertFlat(to, 101, 178, 101, 1);
  }

  /** Odd sizes, so that the last chroma pixels stand for fewer luma pixels than the others. */
  @ParameterizedTest
  @CsvSource({
    "I420,1,6",
    "I420,2,1",
    "I420,1,9",
    "I420,9,1",
    "I420,7,1",
    "I422,4,1",
    "I444,9,6",
    "I444,6,9"
  })
  void scale_otherMatrix_followsTheFormula(PixelLayout layout, int fromMatrix, int toMatrix)
      throws Exception {
    ColorInfo from = new ColorInfo(ColorInfo.Range.LIMITED, 2, 2, fromMatrix);
    ColorInfo to = new ColorInfo(ColorInfo.Range.LIMITED, 2, 2, toMatrix);
    int[][] colours = {{0, 0, 0}, {255, 255, 255}, {200, 30, 60}, {20, 160, 90}, {70, 90, 220}};
    for (int[] rgb : colours) {
      VideoFrame source = Pictures.allocate(layout, 33, 17, from);
      fill(source, limited(rgb, fromMatrix));
      VideoFrame result = Pictures.allocate(layout, 33, 17, to);

      scale(Scaler.Quality.BICUBIC, source, result);

      int[] expected = limited(rgb, toMatrix);
      assertFlat(result, expected[0], expected[1], expected[2], 1);
    }
  }

  /** H.273 section 8.3, with 8 bits. */
  private static int[] limited(int[] rgb, int matrix) {
    double red = weights(matrix)[0];
    double blue = weights(matrix)[1];
    double luma = (red * rgb[0] + (1 - red - blue) * rgb[1] + blue * rgb[2]) / 255;
    return new int[] {
      (int) Math.round(16 + 219 * luma),
      (int) Math.round(128 + 224 * (rgb[2] / 255.0 - luma) / (2 * (1 - blue))),
      (int) Math.round(128 + 224 * (rgb[0] / 255.0 - luma) / (2 * (1 - red)))
    };
  }

  private static double[] weights(int matrix) {
    return switch (matrix) {
      case 1 -> new double[] {0.2126, 0.0722};
      case 2, 6 -> new double[] {0.299, 0.114};
      case 4 -> new double[] {0.30, 0.11};
      case 7 -> new double[] {0.212, 0.087};
      default -> new double[] {0.2627, 0.0593};
    };
  }

  @Test
  void scale_fullToLimitedRange_mapsTheEnds() throws Exception {
    ColorInfo full = new ColorInfo(ColorInfo.Range.FULL, 1, 1, 1);
    for (int[] pair : new int[][] {{0, 16}, {255, 235}, {128, 126}}) {
      VideoFrame from = Pictures.allocate(PixelLayout.I420, 64, 64, full);
      fill(from, pair[0], 128, 128);
      VideoFrame to = Pictures.allocate(PixelLayout.I420, 64, 64, ColorInfo.BT709);

      scale(Scaler.Quality.BICUBIC, from, to);

      assertFlat(to, pair[1], 128, 128, 0);
    }
  }

  @Test
  void scale_greyOfUnspecifiedRange_isFullRange() throws Exception {
    VideoFrame from = Pictures.allocate(PixelLayout.GRAY, 64, 64, ColorInfo.UNSPECIFIED);
    RawPictures.fill(from, 0, 255);
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 64, 64, ColorInfo.BT709);

    scale(Scaler.Quality.BICUBIC, from, to);

    assertFlat(to, 235, 128, 128, 0);
  }

  @Test
  void scale_unspecifiedColour_isLimitedBt601() throws Exception {
    VideoFrame open = RawPictures.testPicture(PixelLayout.I420, 320, 180, ColorInfo.UNSPECIFIED);
    VideoFrame said = RawPictures.testPicture(PixelLayout.I420, 320, 180, BT601);
    VideoFrame one = Pictures.allocate(PixelLayout.I420, 160, 96, ColorInfo.BT709);
    VideoFrame other = Pictures.allocate(PixelLayout.I420, 160, 96, ColorInfo.BT709);

    scale(Scaler.Quality.BICUBIC, open, one);
    scale(Scaler.Quality.BICUBIC, said, other);

    assertAlike(Double.POSITIVE_INFINITY, one, other);
  }

  @Test
  void scale_toRgba_isWhatFfmpegMakes() throws Exception {
    VideoFrame from = Pictures.allocate(PixelLayout.I420, 64, 64, ColorInfo.BT709);
    fill(from, 63, 102, 240);
    VideoFrame to = Pictures.allocate(PixelLayout.RGBA, 33, 17, ColorInfo.UNSPECIFIED);

    scale(Scaler.Quality.BICUBIC, from, to);

    byte[] pixels = RawPictures.plane(to, 0);
    int[] red = {255, 0, 0, 255};
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(red[i % 4], pixels[i] & 0xFF, 1.0, "byte " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 16, 30, 36, 100, 338, 1598, 1600})
  void scale_intoPart_writesNothingAround(int width) throws Exception {
    VideoFrame from = RawPictures.testPicture(PixelLayout.I420, 333, 45, BT601);
    for (Scaler.Quality quality : Scaler.Quality.values()) {
      for (PixelLayout layout : PixelLayout.values()) {
        VideoFrame whole = Pictures.allocate(layout, width + 68, 40, ColorInfo.BT709);
        for (int i = 0; i < layout.planes(); i++) {
          RawPictures.fill(whole, i, 0xA5);
        }
        VideoFrame before = Pictures.allocate(layout, width + 68, 40, ColorInfo.BT709);
        Pictures.copy(whole, before);
        VideoFrame part = Pictures.part(whole, 34, 8, width, 24);

        scale(quality, from, part);

        Pictures.copy(Pictures.part(before, 34, 8, width, 24), part);
        assertAlike(Double.POSITIVE_INFINITY, before, whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void scale_withoutMargin_isTheSame(PixelLayout layout) throws Exception {
    for (int width : new int[] {1, 2, 3, 5, 12, 129, 999}) {
      VideoFrame bare = RawPictures.testPicture(layout, width, 33, BT601);
      VideoFrame roomy = Pictures.allocate(layout, width, 33, BT601);
      Pictures.copy(bare, roomy);
      VideoFrame one = Pictures.allocate(PixelLayout.I420, 128, 96, ColorInfo.BT709);
      VideoFrame other = Pictures.allocate(PixelLayout.I420, 128, 96, ColorInfo.BT709);

      scale(Scaler.Quality.BICUBIC, bare, one);
      scale(Scaler.Quality.BICUBIC, roomy, other);

      assertAlike(Double.POSITIVE_INFINITY, one, other);
    }
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void scale_onePixel_fillsEverything(PixelLayout layout) throws Exception {
    VideoFrame from = Pictures.allocate(layout, 1, 1, ColorInfo.BT709);
    ByteBuffer luma = from.planes().get(0).data();
    if (layout == PixelLayout.RGBA) {
      luma.put(0, new byte[] {(byte) 255, (byte) 255, (byte) 255, (byte) 255});
    } else if (layout == PixelLayout.I420_10) {
      fill16(from, 940, 512, 512);
    } else {
      fill(from, 235, 128, 128);
    }
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 1600, 900, ColorInfo.BT709);

    scale(Scaler.Quality.BICUBIC, from, to);

    assertFlat(to, 235, 128, 128, 1);
  }

  @Test
  void scale_sizesChangeBetweenCalls_followsThem() throws Exception {
    try (Scaler scaler = new Scaler(Scaler.Quality.FAST)) {
      for (int size : new int[] {64, 96, 64, 32}) {
        VideoFrame from = Pictures.allocate(PixelLayout.I420, size, 48, ColorInfo.BT709);
        fill(from, size, 100, 150);
        VideoFrame to = Pictures.allocate(PixelLayout.I420, 128, size, ColorInfo.BT709);
        scaler.scale(from, to);
        assertFlat(to, size, 100, 150, 0);
      }
    }
  }

  @Test
  void scale_planeTooSmall_saysWhichAndHowMuch() {
    VideoFrame good = RawPictures.testPicture(PixelLayout.I420, 16, 16, BT601);
    Plane broken = new Plane(ByteBuffer.allocateDirect(63), 8);
    VideoFrame from =
        new VideoFrame(
            7, 0, 16, 16, good.layout(), BT601, List.of(good.planes().get(0), broken, broken));
    VideoFrame to = Pictures.allocate(PixelLayout.I420, 32, 32, BT601);

    MediaException thrown =
        assertThrows(MediaException.class, () -> scale(Scaler.Quality.FAST, from, to));

    assertEquals(MediaError.ARGUMENT_INVALID, thrown.code());
    assertTrue(thrown.getMessage().contains("plane 1"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("63 bytes"), thrown.getMessage());
  }

  @Test
  void scale_afterClose_isRefused() throws Exception {
    VideoFrame frame = Pictures.allocate(PixelLayout.I420, 32, 32, BT601);
    Scaler scaler = new Scaler(Scaler.Quality.FAST);
    scaler.close();
    scaler.close();

    MediaException thrown = assertThrows(MediaException.class, () -> scaler.scale(frame, frame));

    assertEquals(MediaError.CLOSED, thrown.code());
  }

  private static void scale(Scaler.Quality quality, VideoFrame from, VideoFrame to)
      throws MediaException {
    try (Scaler scaler = new Scaler(quality)) {
      scaler.scale(from, to);
    }
  }

  private static void fill(VideoFrame frame, int... numbers) {
    for (int i = 0; i < frame.planes().size(); i++) {
      RawPictures.fill(frame, i, numbers[i]);
    }
  }

  private static void fill16(VideoFrame onePixel, int... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      byte[] bytes = {(byte) numbers[i], (byte) (numbers[i] >> 8)};
      onePixel.planes().get(i).data().put(0, bytes);
    }
  }

  private static void assertFlat(VideoFrame frame, int y, int u, int v, int tolerance) {
    int[] expected = {y, u, v};
    for (int i = 0; i < 3; i++) {
      byte[] plane = RawPictures.plane(frame, i);
      for (int at = 0; at < plane.length; at++) {
        int found = plane[at] & 0xFF;
        if (Math.abs(found - expected[i]) > tolerance) {
          assertEquals(expected[i], found, "plane " + i + ", byte " + at);
        }
      }
    }
  }
}
