package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.framework.KinoraProcess.Result;

/** The script {@code kinora} of a distribution, from outside. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandIT {
  @TempDir Path directory;
  private @Nullable KinoraProcess installed;

  @BeforeEach
  void install() throws IOException {
    installed = KinoraProcess.install(directory);
  }

  private KinoraProcess kinora() {
    return Objects.requireNonNull(installed);
  }

  @Test
  void exec_plugins_listsThem() throws Exception {
    Result result = kinora().run("exec", "plugins");
    assertEquals(0, result.exitCode(), result.text());
    for (String expected : List.of("jsonl", "mp4", "webm", "h264")) {
      assertTrue(result.out().contains(expected), result.text());
    }
    assertEquals("", result.err());
  }

  @Test
  void exec_throughASymbolicLinkFromElsewhere_works() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), kinora().script());
    KinoraProcess.finish(kinora().builder(link, "exec", "plugins")).expect(0);
  }

  @Test
  void exec_twoAtOnce_bothWork() throws Exception {
    Process first = builder(Map.of(), "exec", "plugins").start();
    Result second = kinora().run("exec", "plugins");
    assertEquals(0, second.exitCode(), second.text());
    assertEquals(0, first.waitFor());
  }

  @Test
  void exec_unknownCommand_fails() throws Exception {
    Result result = kinora().run("exec", "no-such-command");
    assertNotEquals(0, result.exitCode(), result.text());
    assertTrue(result.err().contains("no-such-command"), result.text());
  }

  @Test
  void export_terminated_leavesNothingBehind() throws Exception {
    Path out = Files.createDirectory(directory.resolve("out"));
    String recordings = KinoraProcess.source("examples/recordings").toString();
    try (WatchService watch = out.getFileSystem().newWatchService()) {
      out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process =
          builder(
                  Map.of("KINORA_RECORDINGS", recordings),
                  "export",
                  "rec_1757651534329",
                  "--output",
                  out.resolve("x.webm").toString())
              .start();
      assertNotNull(watch.poll(3, TimeUnit.MINUTES), "no file was begun");
      process.toHandle().destroy();
      assertEquals(128 + 15, process.waitFor());
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void script_withoutJava_saysWhatToDo() throws Exception {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed")) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    Result result = run(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "help");
    assertEquals(70, result.exitCode(), result.text());
    assertTrue(result.err().contains("needs Java 17 or newer and finds none"), result.text());
  }

  @Test
  void script_withOldJava_saysWhichOne() throws Exception {
    Path old = directory.resolve("old");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
    assertTrue(java.toFile().setExecutable(true));
    Result result = run(Map.of("JAVA_HOME", old.toString()), "help");
    assertEquals(70, result.exitCode(), result.text());
    assertTrue(result.err().contains(java + " is version 11"), result.text());
  }

  private Result run(Map<String, String> environment, String... arguments) throws Exception {
    return KinoraProcess.finish(builder(environment, arguments));
  }

  private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    ProcessBuilder builder = kinora().builder(kinora().script(), arguments);
    builder.environment().putAll(environment);
    return builder;
  }

  private static Path find(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(path -> Path.of(path, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
