package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** {@code seek} gives the picture that FFmpeg decodes for the greatest time at or before. */
final class SeekIT {
  private static final int SEEKS = 50;
  private static final double LEAST_PSNR = 50;

  @TempDir Path dir;

  @Test
  void seek_randomTimesInVfrH264_pngIsTheRightPicture() throws Exception {
    assertSeeksExactly("rec_1757651534329");
  }

  private void assertSeeksExactly(String id) throws Exception {
    Path recording = KinoraProcess.copyExample(id, dir);
    List<Long> times = RecordedTimes.of(recording);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> asked = random.longs(SEEKS, 0, times.get(times.size() - 1) + 1).boxed().toList();
    KinoraProcess.in(dir).run("exec", commands(id, asked)).expect(0);
    List<Integer> wanted = asked.stream().map(time -> RecordedTimes.shownAt(times, time)).toList();
    List<BufferedImage> decoded = decode(recording.resolve("data.bin"), wanted);
    List<Integer> order = wanted.stream().distinct().sorted().toList();
    for (int i = 0; i < SEEKS; i++) {
      BufferedImage png = ImageIO.read(dir.resolve(i + ".png").toFile());
      BufferedImage right = decoded.get(order.indexOf(wanted.get(i)));
      double psnr = ImageComparison.psnr(png, right);
      assertTrue(
          psnr > LEAST_PSNR,
          "seed %d: at %d us PSNR is %.1f dB".formatted(seed, asked.get(i), psnr));
    }
  }

  private String commands(String id, List<Long> asked) {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      commands.add("seek %s %dus -o %s".formatted(id, asked.get(i), dir.resolve(i + ".png")));
    }
    return String.join(";", commands);
  }

  private List<BufferedImage> decode(Path data, List<Integer> numbers) throws IOException {
    String select =
        numbers.stream()
            .distinct()
            .sorted()
            .map(n -> "eq(n\\," + n + ")")
            .collect(Collectors.joining("+"));
    Ffmpeg.run(
        "-f",
        "h264",
        "-i",
        data.toString(),
        "-vf",
        "select='" + select + "',scale=flags=bicubic+accurate_rnd+full_chroma_int",
        "-fps_mode",
        "passthrough",
        "-pix_fmt",
        "rgb24",
        dir.resolve("right-%03d.png").toString());
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 1; i <= numbers.stream().distinct().count(); i++) {
      images.add(ImageIO.read(dir.resolve("right-%03d.png".formatted(i)).toFile()));
    }
    return images;
  }
}
