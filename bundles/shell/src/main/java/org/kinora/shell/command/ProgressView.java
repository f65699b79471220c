package org.kinora.shell.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.kinora.export.Progress;
import org.kinora.shell.text.ProgressLine;

/**
 * Shows how far a job is: on a terminal in one line that is drawn again and again, elsewhere a line
 * now and then. Called on the job's thread, ended on the command's.
 */
final class ProgressView implements Consumer<Progress> {
  /** ECMA-48, section 8.3.41: erases from the cursor to the end of the line. */
  private static final String CLEAR_REST = "\u001b[K";

  private static final Duration FIRST_LINE = Duration.ofSeconds(1);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);
  private static final int NEXT_STEP_PERCENT = 10;

  private final PrintStream err;
  private final boolean terminal;
  private final int width;
  private boolean drawn;
  private int saidPercent;
  private Duration saidAt = Duration.ZERO;
  private boolean ended;

  ProgressView(Invocation at) {
    err = at.err();
    terminal = at.terminal();
    width = at.width();
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (ended || isLast(progress)) {
      return;
    }
    if (terminal) {
      draw(ProgressLine.bar(progress, width - 1));
    } else {
      say(progress);
    }
  }

  private static boolean isLast(Progress progress) {
    return progress.stage() == Progress.Stage.DONE || progress.stage() == Progress.Stage.FAILED;
  }

  private void draw(String line) {
    err.print("\r" + line + CLEAR_REST);
    err.flush();
    drawn = true;
  }

  private void say(Progress progress) {
    Duration since = progress.elapsed().minus(saidAt);
    int percent = (int) Math.round(progress.fraction() * 100);
    boolean muchDone = percent - saidPercent >= NEXT_STEP_PERCENT;
    if (since.compareTo(NEXT_LINE) >= 0 || (muchDone && since.compareTo(FIRST_LINE) >= 0)) {
      err.println(ProgressLine.plain(progress));
      saidAt = progress.elapsed();
      saidPercent = percent;
    }
  }

  /** Clears the line; nothing is shown from now on. */
  synchronized void end() {
    ended = true;
    if (drawn) {
      draw("");
    }
  }
}
