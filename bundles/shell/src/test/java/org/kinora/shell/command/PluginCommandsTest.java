package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins come and go, and settings change. */
class PluginCommandsTest {
  private final CommandFixture shell;

  PluginCommandsTest(@TempDir Path temporary) throws IOException {
    shell = new CommandFixture(temporary);
  }

  @Test
  void deployed_folder_saysWhatBecameOfEachFile() {
    assertEquals(
        """
        FILE      BUNDLE            VERSION  STATE    WHY
        bad.jar                              refused  PLUGIN_FILE_INVALID: is cut
        tape.jar  org.example.tape  1.1.0    active
        """,
        shell.run("deployed").ok().out());
    JsonNode json = shell.run("deployed", "--json").ok().json();
    assertEquals("/plugins", json.path("folder").asText());
    assertEquals("PLUGIN_FILE_INVALID", json.at("/files/0/code").asText());
    assertEquals("active", json.at("/files/1/state").asText());
  }

  @Test
  void install_directory_takesItsJarsByName() throws IOException {
    Path directory = Files.createDirectory(shell.directory.resolve("target"));
    for (String name : List.of("b.jar", "a.jar", "notes.txt")) {
      Files.createFile(directory.resolve(name));
    }
    assertEquals(
        "org.example.tape 1.1.0 instead of 1.0.0\n".repeat(2),
        shell.run("install", "target").ok().out());
    assertEquals(List.of("install a.jar", "install b.jar"), shell.platform.deployment.asked);
  }

  @Test
  void install_emptyDirectoryOrRefusedJar_fails() throws IOException {
    Files.createDirectory(shell.directory.resolve("empty"));
    assertTrue(shell.run("install", "empty").err().startsWith("error DIR_NOT_FOUND: "));
    CommandFixture.Outcome refused = shell.run("install", "bad.jar");
    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().startsWith("error PLUGIN_FILE_INVALID: bad.jar is cut\n  Copy"));
  }

  @Test
  void updateAndUninstall_bundle_sayWhatChanged() {
    assertEquals(
        "org.example.tape 1.0.0 is new; waits for a deck\n",
        shell.run("update", "org.example.tape", "tape.jar").ok().out());
    JsonNode change =
        shell.run("uninstall", "org.example.tape", "--json").ok().json().at("/changes/0");
    assertEquals("1.1.0", change.path("before").asText());
    assertEquals("", change.path("after").asText());
    assertEquals(
        List.of("update org.example.tape tape.jar", "uninstall org.example.tape"),
        shell.platform.deployment.asked);
  }

  @Test
  void config_setAndReset_showTheValue() {
    assertEquals(
        """
        PID          NAME     VALUE  USUAL
        org.example  limitMs  750    2000
        """,
        shell.run("config", "set", "org.example", "limitMs", "750").ok().out());
    assertEquals("2000", value(shell.run("config", "reset", "org.example", "limitMs", "--json")));
    assertEquals("2000", value(shell.run("config", "--json")));
  }

  private static String value(CommandFixture.Outcome outcome) {
    return outcome.ok().json().at("/settings/0/values/0").asText();
  }

  @Test
  void config_show_describesASetting() {
    assertEquals(
        """
        limitMs: Limit
          How long it may take.
          type   integer
          value  2000
          usual  2000
        """,
        shell.run("config", "show", "org.example").ok().out());
    assertEquals(2, shell.run("config", "show", "org.none").exitCode());
    assertEquals(2, shell.run("config", "colour").exitCode());
  }

  @Test
  void drain_held_saysByWhom() {
    assertEquals("org.kinora.jsonl is free\n", shell.run("drain", "org.kinora.jsonl").ok().out());
    CommandFixture.Outcome held = shell.run("drain", "org.kinora.jsonl", "--limit", "0");
    assertEquals(1, held.exitCode());
    assertTrue(
        held.err().contains("TIMEOUT: org.kinora.jsonl is held by export-3 (storage jsonl)"),
        held.err());
    assertEquals(
        "org.kinora.jsonl is used again\n",
        shell.run("drain", "org.kinora.jsonl", "--undo").ok().out());
    assertTrue(shell.run("drain", "org.none").err().contains("PLUGIN_NOT_FOUND"));
  }

  @Test
  void prefer_bundle_isASettingUntilReset() {
    assertEquals(
        "muxer mp4 comes from org.kinora.mp4\n",
        shell.run("prefer", "muxer", "mp4", "org.kinora.mp4").ok().out());
    shell.run("prefer", "muxer", "mp4", "--reset").ok();
    assertEquals(
        List.of(
            "set org.kinora.plugins preferred [muxer mp4 org.kinora.mp4]",
            "set org.kinora.plugins preferred []"),
        shell.platform.deployment.asked);
    assertEquals(1, shell.run("prefer", "muxer", "mp4", "org.none").exitCode());
    assertEquals(2, shell.run("prefer", "colour", "mp4", "org.none").exitCode());
    assertEquals(2, shell.run("prefer", "muxer", "mp4").exitCode());
  }

  @Test
  void why_muxer_marksTheChosenOne() {
    assertEquals(
        """
           NAME  BUNDLE           VERSION  WHY
        *  mp4   org.kinora.mp4   0.1.0    asked
           webm  org.kinora.webm  0.1.0    asked
           wave  org.kinora.wave  0.1.0    asked
        """,
        shell.run("why", "muxer", "mp4").ok().out());
    JsonNode json = shell.run("why", "muxer", "mp4", "--json").ok().json();
    assertTrue(json.at("/choices/0/chosen").asBoolean());
    assertEquals("org.kinora.webm", json.at("/choices/1/bundle").asText());
    assertEquals(1, shell.run("why", "capture", "none").exitCode());
  }

  @Test
  void inspect_format_tellsAllOfIt() {
    assertEquals(
        """
        storage                fake
          bundle                 org.kinora.fake 0.1.0
          ranking                100
          state                  active
          format.reads           0 1
          format.writes          1
          options
            sync=gop               when it is forced to the disk
            room=0                 reserved bytes
          does not keep          times are rounded to 1 ms
          does not keep          tags are left out
        """,
        shell.run("inspect", "fake").ok().out());
    assertTrue(
        shell.run("inspect", "jsonl").ok().out().endsWith("held by                export-3\n"));
    assertEquals(1, shell.run("inspect", "none").exitCode());
  }
}
