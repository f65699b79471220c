package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

/**
 * The same scene drawn by FFmpeg's filters: scale, alphamerge with a mask of fourfold size,
 * overlay.
 */
class FfmpegComparisonTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int RADIUS = 24;
  private static final Scene SCENE =
      SceneBuilder.of(WIDTH, HEIGHT).background(0xFF667EEA).padding(22).radius(RADIUS).build();
  private static final int OVERSAMPLING = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "I420,1280,720",
    "I420,641,361",
    "I444,640,360",
    "I422,1366,768",
    "I420_10,1280,720",
    "I420,360,640",
    "RGBA,800,600"
  })
  void compose_limitedBt709_isWhatFfmpegDraws(PixelLayout layout, int width, int height)
      throws Exception {
    compare(
        RawPictures.testPicture(layout, width, height, ColorInfo.BT709),
        layout == PixelLayout.RGBA ? "null" : "setparams=range=tv:colorspace=bt709",
        "bt709");
  }

  @ParameterizedTest
  @CsvSource({"LIMITED,tv", "FULL,pc"})
  void compose_bt601_isDrawnInItsMatrix(ColorInfo.Range range, String word) throws Exception {
    compare(
        RawPictures.testPicture(PixelLayout.I420, 1280, 720, new ColorInfo(range, 6, 6, 6)),
        "setparams=colorspace=smpte170m:range=" + word,
        "smpte170m");
  }

  @ParameterizedTest
  @CsvSource({"1280,720,bt709", "1280,534,bt709", "540,960,bt709", "640,360,smpte170m"})
  void compose_matrixNotSaid_isChosenBySize(int width, int height, String matrix) throws Exception {
    compare(
        RawPictures.testPicture(PixelLayout.I420, width, height, ColorInfo.UNSPECIFIED),
        "setparams=range=tv:colorspace=" + matrix,
        "bt709");
  }

  private void compare(VideoFrame picture, String color, String drawn) throws Exception {
    PixelRect area = SceneLayout.of(SCENE, picture.width(), picture.height()).video();
    VideoFrame expected = judged(picture, color, drawn, area);
    VideoFrame actual = Drawings.draw(SCENE, picture);

    assertEquals(drawn.equals("bt709") ? 1 : 6, actual.color().matrix());
    for (int i = 0; i < 3; i++) {
      byte[] ours = RawPictures.plane(actual, i);
      byte[] theirs = RawPictures.plane(expected, i);
      for (int at = 0; at < ours.length; at++) {
        int difference = Math.abs((ours[at] & 0xFF) - (theirs[at] & 0xFF));
        assertTrue(
            isVideo(area, i, at) || difference <= 1,
            "plane " + i + ", byte " + at + ": " + difference);
      }
      double psnr =
          RawPictures.psnr(
              RawPictures.plane(part(expected, area), i), RawPictures.plane(part(actual, area), i));
      assertTrue(psnr >= 40, "plane " + i + ": " + psnr + " dB");
    }
  }

  private static boolean isVideo(PixelRect area, int plane, int at) {
    int half = plane == 0 ? 1 : 2;
    int x = at % (WIDTH / half) * half;
    int y = at / (WIDTH / half) * half;
    return x >= area.x()
        && x < area.x() + area.width()
        && y >= area.y()
        && y < area.y() + area.height();
  }

  private VideoFrame judged(VideoFrame picture, String color, String drawn, PixelRect area)
      throws Exception {
    Path file = RawPictures.write(picture, directory.resolve("picture.raw"));
    int width = area.width() * OVERSAMPLING;
    int height = area.height() * OVERSAMPLING;
    int radius = RADIUS * OVERSAMPLING;
    String graph =
        """
        color=c=black:s=%2$dx%3$d,format=gray,geq=lum='255*lte(hypot(\
        max(0,max(%4$d-X-0.5,X+0.5-%2$d+%4$d)),max(0,max(%4$d-Y-0.5,Y+0.5-%3$d+%4$d))),%4$d)',\
        scale=%5$d:%6$d:flags=area[mask];\
        color=c=0x667EEA:s=640x360,format=rgb24,\
        scale=out_color_matrix=%9$s:out_range=tv:flags=accurate_rnd,format=yuv420p[back];\
        [0:v]%1$s,scale=%5$d:%6$d:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp\
        :out_color_matrix=%9$s:out_range=tv,format=yuva420p[scaled];\
        [scaled][mask]alphamerge[video];\
        [back][video]overlay=%7$d:%8$d:format=yuv420,format=yuv420p"""
            .formatted(
                color,
                width,
                height,
                radius,
                area.width(),
                area.height(),
                area.x(),
                area.y(),
                drawn);
    List<String> arguments = new ArrayList<>(RawPictures.input(picture, file));
    arguments.addAll(List.of("-filter_complex", graph, "-frames:v", "1", "-f", "rawvideo", "-"));
    byte[] raw = Ffmpeg.run(arguments.toArray(String[]::new));
    return RawPictures.of(raw, PixelLayout.I420, WIDTH, HEIGHT, ColorInfo.BT709);
  }

  private static VideoFrame part(VideoFrame whole, PixelRect area) {
    return Pictures.part(whole, area.x(), area.y(), area.width(), area.height());
  }
}
