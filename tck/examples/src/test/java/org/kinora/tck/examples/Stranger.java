package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody with Java, Maven and Kinora, and nothing of its source tree, in an empty directory: what
 * they type is run by bash. Maven is offline and finds this build's artefacts as if they had been
 * installed.
 */
final class Stranger {
  private static final int MOST_MINUTES = 10;

  /** Nothing runs long enough for what the second compiler makes. */
  private static final String SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path directory;
  private final Path programs;

  private Stranger(Path directory, Path programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * A stranger who comes for the first time.
   *
   * @param name of a directory, which stays to be looked at until the next one comes
   */
  static Stranger called(String name) throws IOException {
    Path root = Path.of(property("kinora.work")).toAbsolutePath().resolve(name);
    forget(root);
    Files.createDirectories(root);
    Path repository = root.resolve("repository");
    LocalRepository.create(
        repository, Path.of(property("maven.repository")), source(), property("kinora.version"));
    Path programs = Files.createDirectory(root.resolve("kinora"));
    for (String part : List.of("lib", "bundles", "features")) {
      Files.createSymbolicLink(
          programs.resolve(part), source().resolve("launcher/target/kinora").resolve(part));
    }
    Files.copy(source().resolve("kinora"), programs.resolve("kinora"));
    // the file that says where an artefact came from would make those of other mirrors invisible
    executable(
        programs.resolve("mvn"),
        """
        #!/bin/sh
        exec '%s/bin/mvn' -B -o -Dstyle.color=never -Dmaven.repo.local='%s' \\
          -Daether.enhancedLocalRepository.trackingFilename=none "$@"
        """
            .formatted(property("maven.home"), repository));
    return new Stranger(Files.createDirectory(root.resolve("work")), programs);
  }

  /** Deletes a directory; what is linked stays. */
  private static void forget(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  static String property(String name) {
    return System.getProperty(name);
  }

  /** The source tree. */
  static Path source() {
    return Path.of(property("kinora.source")).toAbsolutePath().normalize();
  }

  /** A file below the directory that the stranger works in. */
  Path file(String path) {
    return directory.resolve(path);
  }

  /** Runs a script to its end, which must be a good one; returns what it printed. */
  String run(String script) throws IOException, InterruptedException {
    Path log = directory.resolveSibling("printed.txt");
    Process process =
        builder("bash", "-euo", "pipefail", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the script hangs: " + Files.readString(log));
    }
    String printed = Files.readString(log);
    assertEquals(0, process.exitValue(), printed);
    return printed;
  }

  /** Opens Kinora's shell at a terminal, which util-linux's {@code script} provides. */
  Shell shell() throws IOException {
    ProcessBuilder script =
        builder("script", "--quiet", "--return", "--command", "exec kinora", "/dev/null");
    script.environment().put("TERM", "dumb");
    script.environment().put("XDG_STATE_HOME", directory.resolveSibling("state").toString());
    return Shell.of(script.redirectErrorStream(true).start());
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    environment.put("MAVEN_OPTS", SHORT_RUNS);
    environment.put("KINORA_OPTS", SHORT_RUNS);
    environment.put("JAVA_HOME", property("java.home"));
    environment.put("KINORA_CACHE", directory.resolveSibling("cache").toString());
    environment.put("KINORA_CONFIG", directory.resolveSibling("config").toString());
    environment.put("KINORA_PLUGINS", directory.resolveSibling("plugins").toString());
    environment.put("KINORA_RECORDINGS", directory.resolve("recordings").toString());
    return builder;
  }
}
