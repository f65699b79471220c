package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;
import org.kinora.scene.Scenes;

/** The commands for scenes and their pictures: scene and preview. */
class SceneCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;
  private Scenes scenes;
  private Path recording;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
    scenes = shell.platform.scenes();
    recording = shell.platform.recording("rec_1", "h264");
  }

  @Test
  void preview_time_isWrittenWithTheScene() throws IOException {
    String out = shell.run("preview", "rec_1", "1.25", "--background", "navy").ok().out();
    Path target = shell.directory.resolve("rec_1-preview-1.25s.png");
    assertTrue(out.startsWith("wrote  " + target + "\n"), out);
    assertTrue(out.contains("the picture of 0:00:01.200000, shown at 0:00:01.250000"), out);
    assertEquals(
        new Background.Solid(0xFF000080),
        scenes.parse(Files.readString(target), "preview").background());
    assertEquals(1, shell.run("preview", "rec_1", "1.25").exitCode());
    JsonNode json = shell.run("preview", "rec_1", "1", "-o", "a.png", "--json").ok().json();
    assertEquals(1_000_000, json.path("shownUs").asLong());
  }

  @Test
  void scene_setShowRemove_keepsOneBesideTheRecording() throws IOException {
    assertEquals(
        scenes.format(scenes.parse("{}", "usual")), shell.run("scene", "show", "rec_1").ok().out());
    Path file = recording.resolve("scene.json");
    assertEquals(
        "wrote  " + file + "\n",
        shell.run("scene", "set", "rec_1", "--padding", "5", "--size", "1:1").ok().out());
    shell.run("scene", "set", "rec_1", "--radius", "0").ok();
    Scene kept = scenes.load(recording).orElseThrow();
    assertEquals(5, kept.video().padding());
    assertEquals(0, kept.video().cornerRadius());
    JsonNode json = shell.run("scene", "show", "rec_1", "--json").ok().json();
    assertTrue(json.path("kept").asBoolean());
    assertEquals("1:1", json.at("/scene/outputRatio").asText());
    assertEquals("removed  " + file + "\n", shell.run("scene", "remove", "rec_1").ok().out());
    assertFalse(Files.exists(file));
    assertEquals(1, shell.run("scene", "remove", "rec_1").exitCode());
    assertEquals(1, shell.run("scene", "set", "./nothing").exitCode());
    assertEquals(2, shell.run("scene", "draw", "rec_1").exitCode());
  }

  @Test
  void scene_validate_namesEachPlace() throws IOException {
    Path file = shell.directory.resolve("mine.json");
    Files.writeString(file, "{\"padding\": -1,\n \"colour\": 1}");
    CommandFixture.Outcome outcome = shell.run("scene", "validate", "mine.json");
    assertEquals(2, outcome.exitCode());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(2, lines.size(), outcome.out());
    assertTrue(lines.get(0).startsWith(file + ":1:13: /padding: padding -1.0 is"), lines.get(0));
    assertTrue(lines.get(1).startsWith(file + ":2:2: /colour: unknown; known are version,"));
    JsonNode json = shell.run("scene", "validate", "mine.json", "--json").json();
    assertFalse(json.path("valid").asBoolean());
    assertEquals("UNKNOWN_FIELD", json.at("/problems/1/code").asText());
    Files.writeString(file, "{}");
    shell.run("scene", "validate", "mine.json").ok();
    assertEquals(1, shell.run("scene", "validate", "rec_1").exitCode());
    Files.writeString(recording.resolve("scene.json"), "[]");
    assertEquals(2, shell.run("scene", "validate", "rec_1").exitCode());
    assertEquals(2, shell.run("export", "rec_1").exitCode());
  }
}
