package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** What is exported is what is previewed, at the recording's own times. */
final class ComposeIT {
  private static final String RECORDING = "rec_1757651534329";
  private static final int PREVIEWS = 12;
  private static final double LEAST_SSIM = 0.97;

  /** The recording's, in milliseconds: what is kept, and at which speed. */
  private static final double[][] SEGMENTS = {{4_000, 7_500.5, 1}, {1_000, 2_000, 0.5}};

  @TempDir Path dir;
  private KinoraProcess kinora;
  private List<Long> times;

  @BeforeEach
  void recording() throws IOException {
    Path recording = KinoraProcess.copyExample(RECORDING, dir);
    Files.writeString(
        recording.resolve("scene.json"),
        """
        {"version": 1, "type": "gradient", "outputRatio": "custom",
         "customWidth": 640, "customHeight": 480, "padding": 24, "borderRadius": 12,
         "gradient": {"type": "linear", "angle": 45,
                      "stops": [{"color": "#123", "position": 0}, {"color": "#abc", "position": 1}]},
         "shadow": {"offsetX": 0, "offsetY": 6, "blur": 24, "color": "rgba(0,0,0,0.4)"},
         "videoCrop": {"enabled": true, "mode": "pixels", "x": 40, "y": 20, "width": 560, "height": 320},
         "videoZoom": {"enabled": true, "intervals": [
           {"startMs": 5000, "endMs": 6500, "scale": 1.8, "focusX": 0.3, "focusY": 0.6,
            "transitionDurationMs": 500}]},
         "segments": [{"startMs": 4000, "endMs": 7500.5}, {"startMs": 1000, "endMs": 2000, "speed": 0.5}]}
        """);
    kinora = KinoraProcess.in(dir);
    times = RecordedTimes.of(recording);
  }

  @Test
  void images_ofAScene_areThePreviewsOfTheSameTimes() throws Exception {
    Path images = dir.resolve("images");
    kinora.run("exec", "images %s -o %s".formatted(RECORDING, images)).expect(0);
    List<Long> written =
        Files.readAllLines(images.resolve("times.csv")).stream()
            .skip(1)
            .map(line -> Long.parseLong(line.split(",", -1)[2]))
            .toList();
    assertEquals(expected(), written);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Integer> chosen = random.ints(PREVIEWS, 0, written.size()).boxed().toList();
    List<String> commands = new ArrayList<>();
    for (int number : chosen) {
      commands.add(
          "preview %s %dus -o %s --force"
              .formatted(RECORDING, written.get(number), dir.resolve("at-" + number + ".png")));
    }
    kinora.run("exec", String.join(";", commands)).expect(0);
    for (int number : chosen) {
      double psnr =
          ImageComparison.psnr(
              ImageIO.read(images.resolve("%06d.png".formatted(number + 1)).toFile()),
              ImageIO.read(dir.resolve("at-" + number + ".png").toFile()));
      assertEquals(Double.POSITIVE_INFINITY, psnr, "seed " + seed + ", picture " + number);
    }
  }

  @Test
  void export_ofAScene_hasTheKeptTimesAndThePreviewedPictures() throws Exception {
    Path webm = dir.resolve("out.webm");
    kinora
        .run("exec", "export %s -o %s --codec vp9 --quality 90".formatted(RECORDING, webm))
        .expect(0);
    List<Long> expected = expected();
    List<Long> shown =
        Ffmpeg.packets(Ffmpeg.probe(webm), 0).stream()
            .map(packet -> Math.round(packet.path("pts_time").asDouble() * 1000))
            .toList();
    assertEquals(expected.stream().map(us -> Math.round(us / 1000.0)).toList(), shown);
    int number = expected.size() / 3;
    Ffmpeg.run(
        "-i",
        webm.toString(),
        "-vf",
        "select=eq(n\\," + number + "),scale=flags=bicubic+accurate_rnd+full_chroma_int",
        "-fps_mode",
        "passthrough",
        "-pix_fmt",
        "rgb24",
        dir.resolve("decoded.png").toString());
    Path preview = dir.resolve("preview.png");
    kinora
        .run("exec", "preview %s %dus -o %s".formatted(RECORDING, expected.get(number), preview))
        .expect(0);
    double ssim =
        ImageComparison.ssim(
            ImageIO.read(preview.toFile()), ImageIO.read(dir.resolve("decoded.png").toFile()));
    assertTrue(ssim > LEAST_SSIM, "SSIM " + ssim);
  }

  /** When the kept pictures are shown: in each part the one shown at its beginning comes first. */
  private List<Long> expected() {
    List<Long> shown = new ArrayList<>();
    long offset = 0;
    for (double[] segment : SEGMENTS) {
      long start = Math.round(segment[0] * 1000);
      long end = Math.round(segment[1] * 1000);
      if (times.stream().noneMatch(time -> time == start)) {
        shown.add(offset);
      }
      for (long time : times) {
        if (time >= start && time < end) {
          shown.add(offset + Math.round((time - start) / segment[2]));
        }
      }
      offset += Math.round((end - start) / segment[2]);
    }
    return shown;
  }
}
