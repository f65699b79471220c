package org.kinora.tck.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer on every target, each in a process of its own with 256 MiB of heap: {@code FuzzRun
 * WORK_DIR CORPUS_DIR SECONDS [TARGET …]}. An input that fails is written to the corpus, where
 * {@code FuzzReplayTest} keeps it; the run goes on to the next target and fails at its end.
 */
public final class FuzzRun {
  /** An input takes longer than this: a hang. */
  private static final int TIMEOUT_SECONDS = 10;

  /** Waited beyond twice the time: on a busy machine instrumenting alone takes minutes. */
  private static final int PATIENCE_SECONDS = 300;

  private static final int INPUT_BYTES_MAX = 16_384;

  private FuzzRun() {}

  /** The command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(arguments[0]));
    Path corpus = Path.of(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    List<String> targets =
        arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : Targets.names();
    List<String> failed = new ArrayList<>();
    for (String target : targets) {
      if (run(target, work.resolve(target), corpus.resolve(target), seconds) != 0) {
        failed.add(target);
      }
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException("targets that failed: " + failed);
    }
  }

  private static int run(String target, Path work, Path found, int seconds)
      throws IOException, InterruptedException {
    Files.createDirectories(found);
    Path seeds = Files.createDirectories(work.resolve("seeds"));
    Path grown = Files.createDirectories(work.resolve("grown"));
    List<byte[]> inputs = Targets.named(target).seeds();
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(seeds.resolve("seed-" + i), inputs.get(i));
    }
    Path log = work.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dkinora.fuzz.target=" + target,
                "-Djava.library.path=" + System.getProperty("java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzer.class.getName(),
                "--instrumentation_includes=org.kinora.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + found.toAbsolutePath() + "/",
                "-max_total_time=" + seconds,
                "-timeout=" + TIMEOUT_SECONDS,
                "-rss_limit_mb=1024",
                "-max_len=" + INPUT_BYTES_MAX,
                "-print_final_stats=1",
                grown.toString(),
                seeds.toString(),
                found.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(2L * seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String end = ended ? "exit " + process.exitValue() : "killed, for it did not end";
    System.err.println(target + ": " + end + "; see " + log);
    return process.exitValue();
  }
}
