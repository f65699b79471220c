package org.kinora.bench;

import java.nio.file.Path;
import org.kinora.bench.Turns.Contender;

/** From the start of the process to the first prompt. */
final class StartUp {
  private StartUp() {}

  static void run(Report report, Commands commands) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    report.compare(
        "start-up",
        new Turns(7),
        new Contender("kinora, to the first prompt", commands::untilPrompt),
        new Contender("java -version", () -> commands.run(java, "-version")));
  }
}
