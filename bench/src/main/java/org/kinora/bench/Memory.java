package org.kinora.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.kinora.playback.PlayerSettings;

/**
 * An hour of 4096 × 2440, scrubbed at random and exported, each by a process of its own that is
 * started as the product is: how much memory it takes as a whole, Java and the codecs included.
 */
final class Memory {
  private static final int SCRUB_SECONDS = Integer.getInteger("kinora.seconds", 300);
  private static final int EXPORTED_MINUTES = Integer.getInteger("kinora.minutes", 10);
  private static final long BOUND_BYTES = PlayerSettings.USUAL_MEMORY_BYTES;

  /** Java with what it has not collected yet, FFmpeg, and the pictures inside its codecs. */
  private static final double BASE_MIB = 600;

  private static final double MOST_MIB = BASE_MIB + BOUND_BYTES / (double) (1 << 20);

  /** Ten pictures a second, of which most moves a little; a key frame every two seconds. */
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
              "testsrc2=size=4096x2440:rate=10:duration=10",
              "-c:v",
              "libx264",
              "-preset",
              "ultrafast",
              "-pix_fmt",
              "yuv420p",
              "-b:v",
              "1M",
              "-g",
              "20"));

  private Memory() {}

  static void run(Report report, Path work) throws Exception {
    Path source = HOUR.file(work);
    Path target = work.resolve("ours.mp4");
    report(report, work, source, "scrub", SCRUB_SECONDS, Long.toString(BOUND_BYTES));
    report(report, work, source, "export", EXPORTED_MINUTES, target.toString());
    Files.delete(target);
  }

  private static void report(
      Report report, Path work, Path source, String what, int length, String how)
      throws IOException, InterruptedException {
    Properties found = inItsOwnProcess(work, source, what, Integer.toString(length), how);
    report.number(
        "%s: %s, resident at most, MiB".formatted(HOUR.what(), found.get("what")),
        "product",
        Double.parseDouble(found.getProperty("kib")) / 1024,
        MOST_MIB,
        "%.0f");
  }

  private static Properties inItsOwnProcess(Path work, Path source, String... what)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dkinora.distribution=" + System.getProperty("kinora.distribution"),
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProcess.class.getName(),
                work.resolve("memory-cache").toString(),
                source.toString()));
    command.addAll(List.of(what));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    Properties found = new Properties();
    found.load(process.inputReader(StandardCharsets.UTF_8));
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", what) + " failed; see above");
    }
    return found;
  }
}
