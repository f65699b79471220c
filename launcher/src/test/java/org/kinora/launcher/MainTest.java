package org.kinora.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MainTest {
  private final TestDistribution distribution;

  MainTest(@TempDir Path home) throws Exception {
    distribution = new TestDistribution(home);
    distribution.probe();
    distribution.feature("all", "probe");
  }

  @Test
  void main_arguments_reachTheCommandAndItsResultIsTheExitCode() throws Exception {
    Process process = launch("--root", "/some where", "info", "a b", "--json");
    assertEquals(
        List.of("arguments info|a b|--json", "recordings /some where", "stopped"), lines(process));
    assertEquals(3, process.waitFor());
  }

  @Test
  void main_twoAtOnce_bothRun() throws Exception {
    Process first = launch("wait");
    try (BufferedReader output = first.inputReader()) {
      assertEquals("arguments wait", output.readLine());
      Process second = launch("x", "y");
      assertEquals(2, second.waitFor());
      assertTrue(first.isAlive());
    } finally {
      first.destroy();
      first.waitFor();
    }
  }

  @Test
  void main_terminated_stopsTheBundles() throws Exception {
    Process process = launch("wait");
    try (BufferedReader output = process.inputReader()) {
      assertEquals("arguments wait", output.readLine());
      // Process.destroy would close the pipe as well
      process.toHandle().destroy();
      assertEquals(
          List.of("recordings " + System.getProperty("user.home") + "/Kinora", "stopped"),
          output.lines().toList());
    }
    assertEquals(128 + 15, process.waitFor());
  }

  @Test
  void main_incompleteFeature_exits70WithTheReason() throws Exception {
    distribution.bundle("a", Map.of("Import-Package", "pack.none"));
    distribution.feature("all", "a");
    Process process = launch();
    assertEquals(
        List.of(
            "kinora: the feature all is incomplete:",
            "  a needs the package pack.none: nobody has it"),
        lines(process));
    assertEquals(70, process.waitFor());
  }

  @Test
  void main_unknownFeature_exits64() throws Exception {
    Process process = launch("--feature", "none");
    assertEquals(List.of("kinora: no feature none; there are all"), lines(process));
    assertEquals(64, process.waitFor());
  }

  private Process launch(String... commandLine) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkinora.home=" + distribution.home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--cache",
                distribution.home.resolve("cache").toString()));
    command.addAll(List.of(commandLine));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KINORA_RECORDINGS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader output = process.inputReader()) {
      return output.lines().toList();
    }
  }
}
