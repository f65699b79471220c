package org.kinora.tck.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java with this one's class path and native libraries. */
final class JavaProcess {
  private JavaProcess() {}

  /** Its messages go where those of this process go. */
  static ProcessBuilder builder(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * Kills (SIGKILL) a process that writes numbers, one a line, as soon as one is large enough.
   *
   * @return the largest number that it wrote
   * @throws AssertionError if it ended by itself before it wrote any
   */
  static int killAt(int enough, Process process) throws IOException, InterruptedException {
    int largest = -1;
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (line != null && Integer.parseInt(line) < enough) {
        line = said.readLine();
      }
      process.toHandle().destroyForcibly();
      for (; line != null; line = said.readLine()) {
        largest = Math.max(largest, Integer.parseInt(line)); // the last one may be cut
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (largest < 0) {
      throw new AssertionError("the writer ended by itself, exit code " + process.exitValue());
    }
    return largest;
  }
}
