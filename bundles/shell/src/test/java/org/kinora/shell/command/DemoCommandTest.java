package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class DemoCommandTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  private Path examples() throws IOException {
    shell.platform.home(shell.root.resolve("launcher/target"));
    shell.platform.unfinished("examples/recordings/a");
    shell.platform.recording("examples/recordings/b", "h264");
    shell.platform.recording("examples/recordings/c", "vp9");
    return shell.root.resolve("examples/recordings");
  }

  @Test
  void demo_examples_writesEachOutput() throws IOException {
    Path examples = examples();
    CommandFixture.Outcome outcome = shell.run("demo");
    assertEquals(0, outcome.exitCode(), outcome.err());
    for (String file :
        new String[] {
          "b/exports/picture.png",
          "b/exports/copy.mp4",
          "c/exports/copy.webm",
          "b/exports/composed.webm",
          "b/exports/composed.mp4"
        }) {
      assertTrue(Files.exists(examples.resolve(file)), file);
      assertTrue(outcome.out().contains("wrote  " + examples.resolve(file)), outcome.out());
    }
    assertTrue(outcome.out().endsWith("demo: all done\n"), outcome.out());
    assertEquals(0, shell.run("demo").exitCode());
  }

  @Test
  void demo_json_isOneDocument() throws IOException {
    examples();
    JsonNode steps = shell.run("demo", "--json").json().path("steps");
    assertEquals(8, steps.size());
    assertEquals("h264", steps.at("/4/result/tracks/0/codec").asText());
  }

  @Test
  void demo_failingStep_failsTheDemo() throws IOException {
    examples();
    shell.platform.exports.fail(new MediaException(MediaError.MUX_ERROR, "no"));
    CommandFixture.Outcome outcome = shell.run("demo");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.out().endsWith("demo: 4 steps failed\n"), outcome.out());
  }

  @Test
  void demo_withoutExamples_saysSo() throws IOException {
    assertEquals(1, shell.run("demo").exitCode());
    shell.platform.home(shell.root);
    CommandFixture.Outcome outcome = shell.run("demo");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("the examples are not there"), outcome.err());
    Files.createDirectories(shell.root.resolve("examples/recordings"));
    assertTrue(shell.run("demo").err().contains("no complete recording of h264"));
  }
}
