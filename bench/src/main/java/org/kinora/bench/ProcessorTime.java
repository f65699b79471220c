package org.kinora.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time, user and system, of this process with all its threads and of the processes
 * that it started and that have ended. Linux only; theirs is counted in hundredths of a second.
 */
final class ProcessorTime {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final double TICK_US = 10_000;

  /** Fields of {@code /proc/self/stat} behind the name in parentheses; see proc(5). */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;

  private ProcessorTime() {}

  static double us() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double children =
        Double.parseDouble(fields[CHILDREN_USER]) + Double.parseDouble(fields[CHILDREN_SYSTEM]);
    return SYSTEM.getProcessCpuTime() / 1e3 + children * TICK_US;
  }
}
