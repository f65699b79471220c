package org.kinora.tck.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kinora's interactive shell, and somebody who types. */
final class Shell implements AutoCloseable {
  private static final String PROMPT = "kinora> ";
  private static final int MOST_MINUTES = 5;

  private final Process process;
  private final InputStream screen;

  private Shell(Process process) {
    this.process = process;
    screen = process.getInputStream();
  }

  /** Waits for the first prompt. */
  static Shell of(Process process) throws IOException {
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    Shell shell = new Shell(process);
    shell.readTo(PROMPT);
    return shell;
  }

  /** Types a line; returns what is on the screen when the prompt is back. */
  String type(String line) throws IOException {
    process.getOutputStream().write((line + "\r").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    readTo("\n"); // the line itself
    return readTo(PROMPT);
  }

  /** Types a line again and again until what it prints holds a text. */
  String typeUntil(String text, String line) throws IOException {
    String printed = type(line);
    while (!printed.contains(text)) {
      printed = type(line);
    }
    return printed;
  }

  /** Reads until a text has come; returns what came before it. */
  private String readTo(String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text, Math.max(0, seen.length() - text.length())) < 0) {
      int next = screen.read();
      if (next < 0) {
        throw new AssertionError("'" + text + "' never came, but: " + seen);
      }
      seen.append((char) next);
    }
    return seen.substring(0, seen.length() - text.length());
  }

  /** Leaves Kinora. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().write("exit\r".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    screen.readAllBytes();
    int exitCode = process.onExit().join().exitValue();
    if (exitCode != 0) {
      throw new AssertionError("Kinora ended with " + exitCode);
    }
  }
}
