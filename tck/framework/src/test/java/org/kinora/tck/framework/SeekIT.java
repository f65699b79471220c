package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** {@code seek} gives the picture that FFmpeg decodes for the greatest time at or before. */
final class SeekIT {
  private static final int SEEKS = 50;
  private static final double LEAST_PSNR = 50;
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

  @TempDir Path dir;

  @Test
  void seek_randomTimesInVfrH264_pngIsTheRightPicture() throws Exception {
    assertSeeksExactly("rec_1757651534329");
  }

  private void assertSeeksExactly(String id) throws Exception {
    Path recording = KinoraProcess.copyExample(id, dir);
    List<Long> times = times(recording);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> asked = random.longs(SEEKS, 0, times.get(times.size() - 1) + 1).boxed().toList();
    KinoraProcess.install(dir).run("exec", commands(id, asked)).expect(0);
    List<Integer> wanted = asked.stream().map(time -> floor(times, time)).toList();
    List<BufferedImage> decoded = decode(recording.resolve("data.bin"), wanted);
    List<Integer> order = wanted.stream().distinct().sorted().toList();
    for (int i = 0; i < SEEKS; i++) {
      BufferedImage png = ImageIO.read(dir.resolve(i + ".png").toFile());
      BufferedImage right = decoded.get(order.indexOf(wanted.get(i)));
      double psnr = psnr(png, right);
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

  /** Presentation times from the recording's own index, relative to the first. */
  private static List<Long> times(Path recording) throws IOException {
    List<Long> times = new ArrayList<>();
    for (String line : Files.readAllLines(recording.resolve("index.jsonl"))) {
      Matcher matcher = TIMESTAMP.matcher(line);
      if (matcher.find()) {
        times.add(Long.parseLong(matcher.group(1)));
      }
    }
    long first = times.get(0);
    return times.stream().map(time -> time - first).toList();
  }

  private static int floor(List<Long> times, long time) {
    int i = times.size() - 1;
    while (times.get(i) > time) {
      i--;
    }
    return i;
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

  private static double psnr(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return 0;
    }
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
          int d = ((p >> shift) & 255) - ((q >> shift) & 255);
          sum += d * d;
        }
      }
    }
    double mean = sum / (3.0 * a.getWidth() * a.getHeight());
    return mean == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255 * 255 / mean);
  }
}
