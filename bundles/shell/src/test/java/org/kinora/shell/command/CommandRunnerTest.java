package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** What all commands share: arguments, recordings, help, errors, exit codes. */
class CommandRunnerTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  @Test
  void run_unknownOption_isAUsageErrorWithARemedy() {
    CommandFixture.Outcome outcome = shell.run("info", "rec_1", "--jason");
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("error ARGUMENT_INVALID: info: Unknown option"));
    assertTrue(outcome.err().endsWith("\n  Run 'info --help'.\n"), outcome.err());
  }

  @Test
  void help_examples_standInOneLineEach() {
    for (String name : Commands.names()) {
      for (String example : Commands.spec(name).usageMessage().footer()) {
        assertTrue(example.length() <= 80, () -> "wrapped, it cannot be copied: " + example);
      }
    }
  }

  @Test
  void run_missingOrTooManyArguments_isAUsageError() {
    assertEquals(2, shell.run("info").exitCode());
    assertEquals(2, shell.run("info", "a", "b").exitCode());
    assertEquals(2, shell.run("seek", "a").exitCode());
  }

  @Test
  void run_jsonError_isOneDocumentWithCodeMessageRemedy() {
    CommandFixture.Outcome outcome = shell.run("info", "rec_1", "--json");
    JsonNode error = outcome.json().path("error");
    assertEquals(1, outcome.exitCode());
    assertEquals("", outcome.err());
    assertEquals("DIR_NOT_FOUND", error.path("code").asText());
    assertEquals(MediaError.DIR_NOT_FOUND.remedy(), error.path("remedy").asText());
    assertTrue(error.path("message").asText().contains("rec_1"), outcome.out());
    assertEquals(
        "ARGUMENT_INVALID",
        shell.run("info", "--json", "--jason").json().at("/error/code").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@file", "${sys:user.home}", "a\"b", "x\ty", "%s", "%2e%2e"})
  void run_argumentThatMeansSomethingElsewhere_isTakenAsItStands(String name) throws IOException {
    Files.writeString(shell.directory.resolve("file"), "--json");
    shell.platform.file(shell.directory.resolve(name), "h264");
    String path = shell.run("info", "./" + name, "--json").ok().json().path("path").asText();
    assertEquals(shell.directory.resolve(name).toString(), path);
  }

  @Test
  void run_wordThatIsNoId_isRefusedEvenIfAFileHasThatName() throws IOException {
    shell.platform.file(shell.directory.resolve("my clip.mp4"), "h264");
    CommandFixture.Outcome outcome = shell.run("info", "my clip.mp4");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().startsWith("error ID_INVALID: "), outcome.err());
    assertTrue(outcome.err().contains("./my clip.mp4"), outcome.err());
    shell.run("info", "./my clip.mp4").ok();
  }

  @Test
  void run_bareWord_isAnIdFirstThenAFile() throws IOException {
    Path inCatalog = shell.platform.recording("a", "h264");
    Path here = shell.platform.file(shell.directory.resolve("a"), "vp9");
    assertEquals(inCatalog.toString(), path(shell.run("info", "a", "--json")));
    assertEquals(here.toString(), path(shell.run("info", "./a", "--json")));
    Path other = shell.platform.file(shell.directory.resolve("b.mp4"), "vp9");
    assertEquals(other.toString(), path(shell.run("info", "b.mp4", "--json")));
  }

  private static String path(CommandFixture.Outcome outcome) {
    return outcome.ok().json().path("path").asText();
  }

  @Test
  void run_pathThatCannotBe_isAUsageError() {
    assertEquals(2, shell.run("info", "./a\0b").exitCode());
  }

  static java.util.List<String> names() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void run_help_showsSynopsisOptionsExamplesAndExitCodes(String name) {
    String out = shell.run(name, "--help").ok().out();
    assertTrue(out.startsWith("Usage: " + name + " "), out);
    assertTrue(out.contains("--json"), out);
    assertTrue(out.contains("Exit codes:\n  0     done\n"), out);
    assertTrue(out.contains("Examples:\n  " + name), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 100), out);
    assertEquals(out, shell.run("help", name).ok().out());
  }

  @Test
  void help_withoutName_listsEachCommand() {
    String out = shell.run("help").ok().out();
    for (String name : Commands.names()) {
      assertTrue(out.contains("\n  " + name + " "), name + " is missing: " + out);
    }
    assertEquals(
        Commands.names().size(), shell.run("help", "--json").ok().json().path("commands").size());
    assertEquals(2, shell.run("help", "nothing").exitCode());
  }

  @Test
  void of_foreignExceptions_getACode() {
    assertEquals(
        new Failure("IO_ERROR", "/x: AccessDeniedException", MediaError.IO_ERROR.remedy(), 1),
        Failure.of(new AccessDeniedException("/x")));
    assertEquals(130, Failure.of(new ClosedByInterruptException()).exitCode());
    assertEquals(
        130,
        Failure.of(
                new MediaException(MediaError.IO_ERROR, "disk", new ClosedByInterruptException()))
            .exitCode());
    assertEquals("INTERNAL_ERROR", Failure.of(new IllegalStateException("x")).code());
  }
}
