package org.kinora.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinora.tck.support.Ffmpeg;

/** Programs, run as a user runs them. */
final class Commands {
  private final Path script;
  private final Map<String, String> environment;

  /**
   * @param recordings the root directory in which Kinora finds ids
   * @param cache where Felix keeps its bundles
   */
  Commands(Path recordings, Path cache) {
    script = Path.of(System.getProperty("kinora.script")).normalize();
    environment =
        Map.of("KINORA_RECORDINGS", recordings.toString(), "KINORA_CACHE", cache.toString());
  }

  /** Runs {@code kinora} with arguments. */
  void kinora(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = script.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    run(command);
  }

  /** Runs FFmpeg's command line. */
  void ffmpeg(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    run(Ffmpeg.process(command));
  }

  /** Makes the system forget the pages of all files of a directory; needs GNU's {@code dd}. */
  void dropFromCache(Path directory) throws IOException, InterruptedException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
      }
    }
  }

  /** Runs any program; its output is thrown away, its failure is not. */
  void run(String... command) throws IOException, InterruptedException {
    run(builder(command));
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    byte[] said = process.getInputStream().readAllBytes();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          builder.command() + " ended " + code + ": " + new String(said, StandardCharsets.UTF_8));
    }
  }

  /**
   * Starts the interactive shell on a pseudo-terminal, which the program {@code script} provides,
   * waits for its first prompt and leaves it.
   */
  void untilPrompt() throws IOException, InterruptedException {
    String shell = "stty rows 30 cols 120; exec '" + script + "'";
    Process process =
        builder("script", "--quiet", "--command", shell, "/dev/null")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder said = new StringBuilder();
      while (said.indexOf("kinora>") < 0) {
        int c = reader.read();
        if (c < 0) {
          throw new IOException("no prompt came: " + said);
        }
        said.append((char) c);
      }
    }
    process.destroy();
    process.waitFor();
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }
}
