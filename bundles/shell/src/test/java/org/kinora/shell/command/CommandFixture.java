package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs commands on a platform of fakes and keeps what they print. */
final class CommandFixture {
  final Path root;
  final Path directory;
  final FakePlatform platform;
  boolean terminal;

  CommandFixture(Path temporary) throws IOException {
    root = Files.createDirectories(temporary.resolve("store"));
    directory = Files.createDirectories(temporary.resolve("work"));
    platform = new FakePlatform(root);
  }

  /** What a command left behind. */
  record Outcome(int exitCode, String out, String err) {
    /** Standard output as one JSON document. */
    JsonNode json() {
      try {
        return new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not one JSON document: " + out, e);
      }
    }

    /** Checks that it went well. */
    Outcome ok() {
      assertEquals(0, exitCode, err);
      assertEquals("", err);
      return this;
    }
  }

  Outcome run(String name, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Invocation at = new Invocation(platform, directory, stream(out), stream(err), terminal, 100);
    int exitCode = CommandRunner.run(name, List.of(arguments), at);
    return new Outcome(exitCode, text(out), text(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
