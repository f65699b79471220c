package org.kinora.tck.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution's script, run as a user runs it, over recordings of the test's own. */
final class KinoraProcess {
  private static final int MOST_MINUTES = 5;

  /** A run of a second or two ends before what the second compiler makes is used. */
  private static final String SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path directory;
  private final Path home;
  private final String javaOptions;

  /**
   * What a run printed.
   *
   * @param exitCode 0 where it went well
   */
  record Result(int exitCode, String out, String err) {
    /** This, if the exit code is the expected one. */
    Result expect(int expected) {
      if (exitCode != expected) {
        throw new AssertionError("exit code " + exitCode + ", not " + expected + "\n" + text());
      }
      return this;
    }

    String text() {
      return "exit code " + exitCode + "\n" + out + "\n" + err;
    }
  }

  private KinoraProcess(Path directory, Path home, String javaOptions) {
    this.directory = directory;
    this.home = home;
    this.javaOptions = javaOptions;
  }

  /** What the tests of this Java process share; it is gone with the process. */
  private static final class Shared {
    static final Path HOME = layOut();

    private static Path layOut() {
      try {
        Path home = Files.createTempDirectory(source("tck/framework/target"), "shared home ");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        return KinoraProcess.layOut(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path home) {
      try (Stream<Path> all = Files.walk(home)) {
        all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Lays the distribution out below a directory: its first run is the first of an installation.
   * Nothing is set that a user would not set.
   *
   * @param directory also the root of the recordings and the working directory
   */
  static KinoraProcess install(Path directory) throws IOException {
    Path home = layOut(Files.createDirectory(directory.resolve(".kinora with a space")));
    Files.createSymbolicLink(home.resolve("examples"), directory);
    return new KinoraProcess(directory, home, "");
  }

  /**
   * Takes an installation that other tests have run before: nothing is to be unpacked any more.
   *
   * @param directory the root of the recordings, the working directory, and where settings are kept
   */
  static KinoraProcess in(Path directory) {
    return new KinoraProcess(directory, Shared.HOME, SHORT_RUNS);
  }

  private static Path layOut(Path home) throws IOException {
    for (String part : List.of("lib", "bundles", "features")) {
      Files.createSymbolicLink(home.resolve(part), Distribution.HOME.resolve(part));
    }
    Path script = Files.copy(source("kinora"), home.resolve("kinora"));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
    return home;
  }

  /** A file of the source tree. */
  static Path source(String path) {
    return Path.of(System.getProperty("kinora.source")).resolve(path).normalize();
  }

  /** Copies one of the source tree's recordings into a directory. */
  static Path copyExample(String id, Path into) throws IOException {
    Path target = Files.createDirectories(into.resolve(id));
    try (var files = Files.list(source("examples/recordings").resolve(id))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  Path script() {
    return home.resolve("kinora");
  }

  /** Runs one command line to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return finish(builder(script(), arguments));
  }

  /** Runs a process to its end. */
  static Result finish(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("kinora", ".out");
    Path err = Files.createTempFile("kinora", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(builder.command() + " hangs: " + Files.readString(err));
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** A run of the script, or of a link to it, ready to start. */
  ProcessBuilder builder(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KINORA_OPTS", javaOptions);
    builder.environment().put("KINORA_CACHE", home.resolve(".cache").toString());
    builder.environment().put("KINORA_CONFIG", directory.resolve(".config").toString());
    builder.environment().put("KINORA_RECORDINGS", directory.toString());
    return builder;
  }
}
