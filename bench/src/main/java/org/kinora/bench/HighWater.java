package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that a process had resident. Linux only. */
final class HighWater {
  private static final Pattern LINE = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final double KIB_PER_MIB = 1024;

  private HighWater() {}

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
