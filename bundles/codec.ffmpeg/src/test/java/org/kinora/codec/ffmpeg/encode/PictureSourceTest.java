package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.codec.ffmpeg.decode.PictureMapper;
import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

/** What encoders are given, beside what FFmpeg's own scale filter makes of the same picture. */
class PictureSourceTest {
  private static final int SMPTE_170M = 6;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "LIMITED,1,FULL,1",
    "FULL,1,LIMITED,1",
    "LIMITED,6,LIMITED,1",
    "FULL,6,LIMITED,1",
    "LIMITED,1,LIMITED,1"
  })
  void take_otherRangeOrMatrixOfTheSameLayout_isConverted(
      Range fromRange, int fromMatrix, Range toRange, int toMatrix) throws IOException {
    ColorInfo from = new ColorInfo(fromRange, 2, 2, fromMatrix);
    ColorInfo to = new ColorInfo(toRange, 2, 2, toMatrix);
    VideoFrame picture = RawPictures.testPicture(PixelLayout.I420, 320, 180, from);
    VideoFrame expected = judged(picture, to);
    try (PictureSource source = new PictureSource(AV_PIX_FMT_YUV420P, to, false);
        PictureMapper mapper = new PictureMapper(ColorInfo.UNSPECIFIED)) {
      VideoFrame made = (VideoFrame) mapper.map(source.take(picture));
      assertEquals(to, made.color());
      for (int i = 0; i < 3; i++) {
        double psnr = RawPictures.psnr(RawPictures.plane(expected, i), RawPictures.plane(made, i));
        assertTrue(psnr >= 45, "plane " + i + ": " + psnr + " dB");
      }
    }
  }

  private VideoFrame judged(VideoFrame picture, ColorInfo to) throws IOException {
    Path file = RawPictures.write(picture, directory.resolve("picture.raw"));
    String filter =
        "scale=in_range=%s:in_color_matrix=%s:out_range=%s:out_color_matrix=%s"
                .formatted(
                    word(picture.color().range()),
                    word(picture.color().matrix()),
                    word(to.range()),
                    word(to.matrix()))
            + ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,format=yuv420p";
    List<String> arguments = new ArrayList<>(RawPictures.input(picture, file));
    arguments.addAll(List.of("-vf", filter, "-frames:v", "1", "-f", "rawvideo", "-"));
    byte[] raw = Ffmpeg.run(arguments.toArray(String[]::new));
    return RawPictures.of(raw, PixelLayout.I420, picture.width(), picture.height(), to);
  }

  private static String word(Range range) {
    return range == Range.FULL ? "pc" : "tv";
  }

  private static String word(int matrix) {
    return matrix == SMPTE_170M ? "smpte170m" : "bt709";
  }
}
