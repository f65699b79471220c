package org.kinora.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our logback.xml lets through, and where to. */
class LogbackConfigurationTest {
  @TempDir Path directory;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @BeforeEach
  void redirect() {
    System.setProperty("kinora.log.dir", directory.toString());
    System.setErr(new PrintStream(terminal, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(standardError);
    System.clearProperty("kinora.log.dir");
    System.clearProperty("kinora.log");
  }

  @Test
  void log_byDefault_showsWarningsAndKeepsInfo() throws Exception {
    log();
    assertEquals(
        List.of("WARN Job: warning", "WARN Library: library warning"),
        terminal.toString(StandardCharsets.UTF_8).lines().toList());
    assertEquals(List.of("info", "warning", "library warning"), messagesInFile());
  }

  @Test
  void log_withKinoraLogDebug_showsAndKeepsAllOfKinora() throws Exception {
    System.setProperty("kinora.log", "DEBUG");
    log();
    assertEquals(List.of("debug", "info", "warning", "library warning"), messagesInFile());
    assertEquals(4, terminal.toString(StandardCharsets.UTF_8).lines().count());
  }

  private static void log() throws Exception {
    LoggerContext loggers = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(loggers);
    configurator.doConfigure(
        Objects.requireNonNull(LogbackConfigurationTest.class.getResource("/logback.xml")));
    loggers.setMDCAdapter(new LogbackMDCAdapter());
    loggers.getLogger("org.kinora.engine.Job").debug("debug");
    loggers.getLogger("org.kinora.engine.Job").info("info");
    loggers.getLogger("org.kinora.engine.Job").warn("warning");
    loggers.getLogger("com.example.Library").info("library info");
    loggers.getLogger("com.example.Library").warn("library warning");
    loggers.stop();
  }

  private List<String> messagesInFile() throws Exception {
    return Files.readAllLines(directory.resolve("kinora.log")).stream()
        .map(line -> line.substring(line.lastIndexOf(": ") + 2))
        .toList();
  }
}
