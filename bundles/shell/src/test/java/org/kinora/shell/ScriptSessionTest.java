package org.kinora.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Fault;

/** Scripts on a real Gogo. */
class ScriptSessionTest {
  @TempDir Path root;
  private GogoFixture gogo;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void begin() throws IOException {
    gogo = new GogoFixture(root);
    gogo.platform.recording("rec_1", "h264");
    gogo.platform.recording("bad", "h264", new Fault(Fault.Severity.LOSS, "data.bin", "cut off"));
  }

  @AfterEach
  void end() {
    gogo.close();
  }

  private ScriptSession session() {
    return new ScriptSession(
        gogo.processor,
        Screen.NONE,
        InputStream.nullInputStream(),
        new PrintStream(out, true, Charset.defaultCharset()),
        new PrintStream(err, true, Charset.defaultCharset()));
  }

  private String out() {
    return out.toString(Charset.defaultCharset());
  }

  private String err() {
    return err.toString(Charset.defaultCharset());
  }

  @Test
  void run_semicolonsAndLines_runInOrder() {
    assertEquals(0, session().run("gop rec_1 0; info rec_1\nverify rec_1"));
    int gop = out().indexOf("decoded   1");
    int info = out().indexOf("id        rec_1");
    int verify = out().indexOf("nothing wrong found");
    assertTrue(gop >= 0 && gop < info && info < verify, out());
    assertEquals("", err());
  }

  @Test
  void run_pipe_reachesGogosCommands() {
    assertEquals(0, session().run("frames rec_1 | grep key"));
    assertEquals(3, out().lines().count(), out());
  }

  @Test
  void run_failureWithinAPipe_isNotForgotten() {
    assertEquals(3, session().run("verify bad | grep cut; verify rec_1"));
    assertTrue(out().contains("cut off"), out());
    assertEquals(0, session().run("frames rec_1 | head -n 1"));
  }

  @Test
  void run_firstFailure_stopsWithItsCode() {
    assertEquals(1, session().run("info nothing; verify rec_1"));
    assertFalse(out().contains("nothing wrong found"), out());
    assertTrue(err().startsWith("error DIR_NOT_FOUND: "), err());
    assertEquals(3, session().run("verify bad"));
    assertEquals(2, session().run("frames rec_1 --limit x"));
    assertEquals(5, session().run("exit 5; verify rec_1"));
  }

  @Test
  void run_unknownCommandOrSyntax_isAUsageError() {
    assertEquals(2, session().run("inof rec_1"));
    assertTrue(err().contains("error ARGUMENT_INVALID: there is no command 'inof'"), err());
    assertEquals(2, session().run("info 'rec_1"));
    assertEquals(2, session().run("info rec*"));
  }

  @Test
  void run_optionsInAnyForm_surviveGogo() {
    assertEquals(
        0,
        session()
            .run(
                "export rec_1 --dry-run --size 4:5 --output=a.mp4 --set a=b"
                    + " --background 'linear(90,#000000,#ffffff)'"),
        err());
    assertTrue(out().contains("1080x1350"), out());
    assertTrue(out().contains("linear(90,#000000,#ffffff)"), out());
    assertEquals(0, session().run("export rec_1 --dry-run --background 102030"), err());
    assertTrue(out().contains("#102030"), out());
    assertEquals(0, session().run("gop rec_1 0:01.250"), err());
    assertTrue(out().contains("sample 12"), out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "$HOME", "it's", "\"q\"", "*", "a;b", "a|b", "{x}", "(y)", "#z", "~", "\\", "a=b"
      })
  void run_oneCommand_takesArgumentsAsTheyStand(String argument) {
    assertEquals(0, session().run("echo", List.of(argument, "end")), err());
    assertEquals(argument + " end\n", out());
  }

  @Test
  void run_jobs_areThoseThatExport() {
    assertEquals(0, session().run("jobs --all | grep done"), err());
    assertTrue(out().startsWith("export-2  done"), out());
  }

  @Test
  void run_commandThatAsksForATerminal_works() {
    assertEquals(0, session().run("ls", List.of(root.toString())), err());
    assertTrue(out().contains("rec_1"), out());
  }
}
