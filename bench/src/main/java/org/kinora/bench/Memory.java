package org.kinora.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.kinora.playback.PlayerSettings;
import org.kinora.tck.support.Ffmpeg;

/**
 * An hour of 4096 × 2440, scrubbed at random and exported, each by a process of its own that is
 * started as the product is: how much memory it takes as a whole, Java and the codecs included.
 * Beside FFmpeg's command line that makes the same export with the same encoder.
 */
final class Memory {
  private static final int SCRUB_SECONDS = Integer.getInteger("kinora.seconds", 300);
  private static final int EXPORTED_MINUTES = Integer.getInteger("kinora.minutes", 60);
  private static final long BOUND_BYTES = PlayerSettings.USUAL_MEMORY_BYTES;

  /** Java with what it has not collected yet, FFmpeg, and the pictures inside its codecs. */
  private static final double BASE_MIB = 600;

  private static final double MOST_MIB = BASE_MIB + BOUND_BYTES / (double) (1 << 20);

  /** How large the recording is in the scene, and what the encoder is given. */
  private static final int SHOWN_WIDTH = 1510;

  private static final int SHOWN_HEIGHT = 900;
  private static final long USUAL_BIT_RATE = 7_464_960;

  /** Five pictures a second, of which most moves a little; a key frame every two seconds. */
  private static final Media HOUR =
      new Media(
          "4096x2440, an hour",
          "4k-hour",
          "mp4",
          360,
          List.of(
              "-f",
              "lavfi",
              "-i",
              "testsrc2=size=4096x2440:rate=5:duration=10",
              "-c:v",
              "libx264",
              "-preset",
              "ultrafast",
              "-pix_fmt",
              "yuv420p",
              "-b:v",
              "1M",
              "-g",
              "10"));

  private Memory() {}

  static void run(Report report, Path work) throws Exception {
    Path source = HOUR.file(work);
    Path target = work.resolve("ours.mp4");
    Properties scrubbed =
        inItsOwnProcess(work, source, "scrub", SCRUB_SECONDS, Long.toString(BOUND_BYTES));
    report.number(what(scrubbed), "product", mebibytes(scrubbed), MOST_MIB, "%.0f");
    Properties exported =
        inItsOwnProcess(work, source, "export", EXPORTED_MINUTES, target.toString());
    double peer = ffmpeg(work, source, target);
    report.numbers(what(exported), "product", mebibytes(exported), "ffmpeg", peer, "%.0f");
    report.number(what(exported), "product", mebibytes(exported), MOST_MIB, "%.0f");
    Files.delete(target);
  }

  private static String what(Properties found) {
    return "%s: %s, resident at most, MiB".formatted(HOUR.what(), found.get("what"));
  }

  private static double mebibytes(Properties found) {
    return Double.parseDouble(found.getProperty("mebibytes"));
  }

  /** Makes the export that the product makes, a minute of it; returns the most memory in MiB. */
  private static double ffmpeg(Path work, Path source, Path target)
      throws IOException, InterruptedException {
    HeldLayers layers = HeldLayers.make(work, SHOWN_WIDTH, SHOWN_HEIGHT);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-t", "60"));
    command.addAll(layers.arguments(source, "bicubic"));
    command.addAll(List.of("-c:v", "libopenh264", "-rc_mode", "bitrate", "-profile:v", "high"));
    command.addAll(List.of("-b:v", Long.toString(USUAL_BIT_RATE), "-g", "10", target.toString()));
    return HighWater.of(Ffmpeg.process(command));
  }

  private static Properties inItsOwnProcess(
      Path work, Path source, String what, int length, String how)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Platform.javaOptions(),
                "-Dkinora.distribution=" + Platform.distribution(),
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProcess.class.getName(),
                work.resolve("memory-cache").toString(),
                source.toString(),
                what,
                Integer.toString(length),
                how));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    Properties found = new Properties();
    found.load(process.inputReader(StandardCharsets.UTF_8));
    if (process.waitFor() != 0) {
      throw new IOException(what + " failed; see above");
    }
    return found;
  }
}
