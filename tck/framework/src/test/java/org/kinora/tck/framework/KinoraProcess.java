package org.kinora.tck.framework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution's script, run as a user runs it, over recordings of the test's own. */
final class KinoraProcess {
  private static final int MOST_MINUTES = 5;

  private final Path directory;
  private final Path script;

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

  private KinoraProcess(Path directory, Path script) {
    this.directory = directory;
    this.script = script;
  }

  /**
   * Lays the distribution out below a directory.
   *
   * @param directory also the root of the recordings and the working directory
   */
  static KinoraProcess install(Path directory) throws IOException {
    Path home = Files.createDirectory(directory.resolve(".kinora with a space"));
    for (String part : List.of("lib", "bundles", "features", "examples")) {
      Path of = part.equals("examples") ? directory : Distribution.HOME.resolve(part);
      Files.createSymbolicLink(home.resolve(part), of);
    }
    Path script = Files.copy(source("kinora"), home.resolve("kinora"));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
    return new KinoraProcess(directory, script);
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
    return script;
  }

  /** Runs one command line to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return finish(builder(script, arguments));
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
    builder.environment().put("KINORA_CACHE", directory.resolve(".cache").toString());
    builder.environment().put("KINORA_CONFIG", directory.resolve(".config").toString());
    builder.environment().put("KINORA_RECORDINGS", directory.toString());
    return builder;
  }
}
