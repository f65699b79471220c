package org.kinora.tck.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell on a pseudo-terminal, which the program {@code script} provides. */
final class InteractiveIT {
  private static final int MOST_MINUTES = 1;
  private static final String UP = "\033OA";

  @TempDir Path directory;

  @Test
  void shell_onAPseudoTerminal_completesAndRemembers() throws Exception {
    KinoraProcess.copyExample("rec_1757651700000", directory);
    KinoraProcess kinora = KinoraProcess.in(directory);
    ProcessBuilder builder =
        kinora.builder(
            Path.of("script"),
            "--quiet",
            "--return",
            "--command",
            "stty rows 30 cols 120; exec '" + kinora.script() + "'",
            "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.environment().put("XDG_STATE_HOME", directory.resolve(".state").toString());
    Process process = builder.redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    Screen screen = new Screen(process.getInputStream());
    OutputStream keys = process.getOutputStream();

    screen.await("kinora> ");
    type(keys, "inf\t");
    screen.await("info");
    type(keys, "rec\t");
    screen.await("rec_1757651700000");
    type(keys, "\r");
    screen.await("vp9");
    screen.await("kinora> ");
    type(keys, UP);
    screen.await("info");
    screen.await("rec_1757651700000");
    type(keys, "\r");
    screen.await("vp9");
    screen.await("kinora> ");
    type(keys, "exit\r");
    screen.awaitEnd();
    Assertions.assertEquals(0, process.waitFor());
  }

  private static void type(OutputStream keys, String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** What the terminal shows, as it comes. */
  private static final class Screen {
    private final InputStream in;
    private final StringBuilder unseen = new StringBuilder();

    Screen(InputStream in) {
      this.in = in;
    }

    /** Reads until a text has come; what came up to it counts as seen. */
    void await(String text) throws IOException {
      int at = unseen.indexOf(text);
      while (at < 0) {
        int c = in.read();
        if (c < 0) {
          throw new AssertionError("'" + text + "' never came; last came: " + unseen);
        }
        unseen.append((char) c);
        at = unseen.indexOf(text);
      }
      unseen.delete(0, at + text.length());
    }

    void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // what is said in leaving does not matter
      }
    }
  }
}
