package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.tck.framework.RunningFolder.Refused;

/** Settings through metatype and Configuration Admin. */
class SettingsIT {
  private static final String PID = "org.kinora.deploy";
  private static final String PLUGIN = "org.example.tape";

  private final Path at;
  private RunningFolder running;

  SettingsIT(@TempDir Path at) throws Exception {
    this.at = at;
    running = RunningFolder.start(at, "plugins", PLUGIN);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void set_value_isKeptOverARestart() throws Exception {
    assertEquals(List.of("2000"), values("serviceLimitMs"));
    set("serviceLimitMs", "750");
    assertEquals(List.of("750"), values("serviceLimitMs"));
    running.close();
    running = RunningFolder.start(at, "plugins", PLUGIN);
    assertEquals(List.of("750"), values("serviceLimitMs"));
    call("reset", PID, "serviceLimitMs");
    assertEquals(List.of("2000"), values("serviceLimitMs"));
  }

  @Test
  void set_sharedFolder_takesEffectWhileItRuns() throws Exception {
    Path jar = new TestPlugin(at, PLUGIN, "1.0.0").build();
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.move(jar, running.folder.resolve("tape.jar"));
    running.awaitRefusal("tape.jar");
    set("sharedFolder", "true");
    running.awaitAnswer(TestPlugin.answer(PLUGIN, "1.0.0"));
    set("allowedSums", "0".repeat(64));
    running.await("the end", () -> running.answer().isEmpty());
    call("reset", PID, "allowedSums");
    running.awaitAnswer(TestPlugin.answer(PLUGIN, "1.0.0"));
  }

  @Test
  void list_engine_describesItsSettings() throws Exception {
    assertEquals(List.of("0"), values("org.kinora.export", "jobsAtATime"));
    assertEquals(List.of("-1"), values("org.kinora.playback", "cacheBytes"));
    assertEquals(List.of(), values("org.kinora.plugins", "preferred"));
    call("set", "org.kinora.plugins", "preferred", List.of("muxer mp4 org.example.mp4"));
    assertEquals(List.of("muxer mp4 org.example.mp4"), values("org.kinora.plugins", "preferred"));
  }

  @ParameterizedTest
  @CsvSource({
    "org.kinora.deploy, serviceLimitMs, soon",
    "org.kinora.export, jobsAtATime, 100",
    "org.kinora.deploy, serviceLimitMs, -1",
    "org.kinora.deploy, sharedFolder, perhaps",
    "org.kinora.deploy, colour, red",
    "org.example.none, colour, red",
  })
  void set_whatCannotBe_isRefused(String pid, String name, String value) {
    Refused refused = assertThrows(Refused.class, () -> call("set", pid, name, List.of(value)));
    assertEquals("ARGUMENT_INVALID", refused.code);
  }

  private void set(String name, String... values) throws Refused {
    call("set", PID, name, List.of(values));
  }

  private Object values(String name) throws Exception {
    return values(PID, name);
  }

  private Object values(String pid, String name) throws Exception {
    for (Object setting : (List<?>) call("list")) {
      if (RunningFolder.get(setting, "pid").equals(pid)
          && RunningFolder.get(setting, "name").equals(name)) {
        return RunningFolder.get(setting, "values");
      }
    }
    throw new AssertionError("no setting " + name);
  }

  private Object call(String method, Object... arguments) throws Refused {
    return running.callService("org.kinora.plugins.Settings", method, arguments);
  }
}
