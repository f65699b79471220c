package org.kinora.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at the keyboard: real Gogo, real JLine, a terminal without a device. */
class InteractiveShellTest {
  private static final String PROMPT = "kinora> ";
  private static final String TAB = "\t";
  private static final String ENTER = "\r";
  private static final String UP = "\u001bOA";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  @TempDir Path temporary;
  private GogoFixture gogo;
  private VirtualTerminal terminal;
  private CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  @BeforeEach
  void begin() throws Exception {
    Path root = Files.createDirectories(temporary.resolve("store"));
    gogo = new GogoFixture(root);
    gogo.platform.recording("rec_1757651534329", "h264");
    start();
  }

  private void start() throws Exception {
    terminal = VirtualTerminal.open();
    startThere();
    terminal.await(PROMPT);
  }

  private void startThere() {
    InteractiveShell shell =
        new InteractiveShell(
            gogo.processor,
            gogo.platform,
            gogo.running,
            terminal,
            temporary.resolve("state/history"));
    exitCode = CompletableFuture.supplyAsync(() -> shell.run("welcome"));
  }

  @AfterEach
  void end() throws IOException {
    terminal.close();
    gogo.close();
  }

  /** A signal overtakes keys, so the next keys wait for the next prompt. */
  private void giveUpTheLine() throws Exception {
    terminal.type(CTRL_C);
    terminal.await(screen -> screen.stripTrailing().endsWith("\n" + PROMPT.strip()));
  }

  private int ended() throws Exception {
    return exitCode.get(60, TimeUnit.SECONDS);
  }

  @Test
  void run_commandAndExit_showsResultAndBanner() throws Exception {
    terminal.type("gop rec_1757651534329 1.25" + ENTER);
    String screen = terminal.await("decoded   3 to show this one");
    assertTrue(screen.contains("welcome"), screen);
    terminal.type("exit 7" + ENTER);
    assertEquals(7, ended());
  }

  @Test
  void run_endOfInput_endsWell() throws Exception {
    terminal.type(CTRL_D);
    assertEquals(0, ended());
  }

  @Test
  void run_closedTerminal_ends() throws Exception {
    terminal.close();
    assertEquals(0, ended());
  }

  @Test
  void run_terminalWithoutSize_isUsable() throws Exception {
    terminal.type("exit" + ENTER);
    ended();
    terminal = VirtualTerminal.open();
    terminal.setSize(new Size(0, 0));
    startThere();
    terminal.await(PROMPT);
    assertEquals(80, terminal.getWidth());
  }

  @Test
  void run_tab_completesCommandRecordingAndOption() throws Exception {
    terminal.type("fra" + TAB);
    terminal.await(PROMPT + "frames ");
    terminal.type("rec" + TAB);
    terminal.await(PROMPT + "frames rec_1757651534329 ");
    terminal.type("--key" + TAB);
    terminal.await("--keyframes ");
    terminal.type(ENTER);
    terminal.await("10  0:00:01.000000");
  }

  @Test
  void run_tab_completesActionsAndOptionsOfDataSets() throws Exception {
    terminal.type("dataset exp" + TAB);
    terminal.await(PROMPT + "dataset export ");
    terminal.type("rec" + TAB);
    terminal.await("dataset export rec_1757651534329 ");
    terminal.type("--format sh" + TAB);
    terminal.await("--format shards ");
    terminal.type("--option le" + TAB);
    terminal.await("--option length=");
  }

  @Test
  void run_tab_offersPresetsShapesAndJobs() throws Exception {
    terminal.type("export rec_1757651534329 --preset dr" + TAB);
    terminal.await("--preset draft ");
    terminal.type("--camera top-l" + TAB);
    terminal.await("--camera top-left ");
    terminal.type("--dry-run" + ENTER);
    terminal.await("camera      top-left");
    terminal.type("forget export-4" + TAB + ENTER);
    terminal.await("forgot export-4");
  }

  @Test
  void run_tab_offersWhatAnOptionMayBe() throws Exception {
    terminal.type("copy rec_1757651534329 --container we" + TAB);
    terminal.await("--container webm");
    giveUpTheLine();
    Path file = Files.createFile(temporary.resolve("holiday.mp4"));
    terminal.type("info " + temporary + "/holi" + TAB);
    String joined = "info " + file;
    terminal.await(
        screen -> screen.replace("\n", "").replace(" ", "").contains(joined.replace(" ", "")));
    giveUpTheLine();
    terminal.type("copy x --container mp4 --set lay" + TAB);
    terminal.await("--set layout=");
    giveUpTheLine();
    terminal.type("render x --as wave --codec pcm_f" + TAB);
    terminal.await("--codec pcm_f32le");
    giveUpTheLine();
    terminal.type("find --kind au" + TAB);
    terminal.await("--kind audio");
    giveUpTheLine();
    terminal.type("export x --size 9" + TAB);
    terminal.await("--size 9:16");
  }

  @Test
  void run_tabOnNothing_listsCommandsWithSummaries() throws Exception {
    terminal.type("ve" + TAB);
    terminal.await(PROMPT + "verify ");
    giveUpTheLine();
    terminal.type("e" + TAB + TAB);
    terminal.await("Composes a recording onto a background");
  }

  @Test
  void run_arrowUp_bringsTheLastLineBackAlsoInTheNextShell() throws Exception {
    terminal.type("echo one-two" + ENTER);
    terminal.await("\none-two");
    terminal.type("exit" + ENTER);
    ended();
    start();
    terminal.type(UP + UP);
    terminal.await(PROMPT + "echo one-two");
    terminal.type(ENTER);
    terminal.await("\none-two");
  }

  @Test
  void run_failure_keepsTheShell() throws Exception {
    terminal.type("info nothing" + ENTER);
    terminal.await("error DIR_NOT_FOUND: there is no recording 'nothing'");
    terminal.type("nonsense" + ENTER);
    terminal.await("there is no command 'nonsense'");
    terminal.type("echo still-here | grep here" + ENTER);
    terminal.await("\nstill-here");
    assertFalse(exitCode.isDone());
  }

  @Test
  void run_ctrlC_cancelsTheJobBeforeThePromptReturns() throws Exception {
    gogo.platform.exports.last();
    terminal.type("copy rec_1757651534329" + ENTER);
    assertTrue(gogo.platform.exports.waiting.await(60, TimeUnit.SECONDS));
    terminal.await(" 50 %");
    terminal.type(CTRL_C);
    String screen = terminal.await("cancelled");
    int cancelled = screen.indexOf("cancelled");
    assertEquals(-1, screen.substring(0, cancelled).indexOf(PROMPT, screen.indexOf("copy rec")));
    terminal.type("echo back" + ENTER);
    terminal.await("\nback");
  }

  @Test
  void run_ctrlCAtThePrompt_givesUpTheLine() throws Exception {
    terminal.type("info nothi");
    terminal.await(PROMPT + "info nothi");
    giveUpTheLine();
    terminal.type("echo done" + ENTER);
    String screen = terminal.await("\ndone");
    assertFalse(screen.contains("error"), screen);
  }
}
