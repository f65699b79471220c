package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that a process had resident. Linux only. */
final class HighWater {
  private static final Pattern LINE = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final double KIB_PER_MIB = 1024;

  /** How often the system is asked; what it counts only grows. */
  private static final int LOOK_MS = 20;

  private HighWater() {}

  /** Runs a program, whose output is not wanted, to its end; returns its most, in MiB. */
  static double of(ProcessBuilder program) throws IOException, InterruptedException {
    Process process =
        program
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double most = 0;
    while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
      most = mebibytes(process.pid()).orElse(most);
    }
    if (process.exitValue() != 0) {
      throw new IOException(program.command() + " ended " + process.exitValue());
    }
    return most;
  }

  /** So far, in MiB; nothing once the process has ended. */
  static OptionalDouble mebibytes(long pid) throws IOException {
    try {
      Matcher line = LINE.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return line.find()
          ? OptionalDouble.of(Double.parseDouble(line.group(1)) / KIB_PER_MIB)
          : OptionalDouble.empty();
    } catch (NoSuchFileException ended) {
      return OptionalDouble.empty();
    }
  }
}
