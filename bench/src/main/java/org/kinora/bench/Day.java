package org.kinora.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A day of small pictures, 2.6 million, written, opened and searched by a process of its own that
 * has 64 MiB of heap.
 */
final class Day {
  private static final double SEEK_US = 5_000;
  private static final double HEAP_MIB = 64;

  private Day() {}

  static void run(Report report, Path work) throws Exception {
    for (Format format : Format.all()) {
      Path at = work.resolve("day");
      Format.delete(at);
      Properties found = inItsOwnProcess(format, at);
      Format.delete(at);
      for (String seek : new String[] {"start", "end"}) {
        report.time(
            "a day: open and read the first GOP, at the " + seek,
            format.name(),
            number(found, "open." + seek),
            SEEK_US);
        report.time(
            "a day: seek at the " + seek + ", median",
            format.name(),
            number(found, "median." + seek),
            SEEK_US);
        report.time(
            "a day: seek at the " + seek + ", 99 of 100",
            format.name(),
            number(found, "p99." + seek),
            SEEK_US);
      }
      report.number(
          "a day: heap in use, -Xmx64m, MiB",
          format.name(),
          number(found, "heap"),
          HEAP_MIB,
          "%.1f");
    }
  }

  private static double number(Properties found, String name) {
    return Double.parseDouble(found.getProperty(name));
  }

  private static Properties inItsOwnProcess(Format format, Path at)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                DayProcess.class.getName(),
                format.name(),
                at.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Properties found = new Properties();
    found.load(process.inputReader(StandardCharsets.UTF_8));
    if (process.waitFor() != 0) {
      throw new IOException("a day of " + format.name() + " failed; see above");
    }
    return found;
  }
}
