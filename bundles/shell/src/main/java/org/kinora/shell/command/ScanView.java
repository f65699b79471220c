package org.kinora.shell.command;

import java.io.IOException;
import java.util.function.Consumer;
import org.kinora.catalog.Archive;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.ScanProgress;
import org.kinora.shell.text.Printable;

/** Shows on a terminal how far a rescan is, in one line that is drawn again and again. */
final class ScanView implements Consumer<ScanProgress> {
  /** ECMA-48, section 8.3.41: erases from the cursor to the end of the line. */
  private static final String CLEAR_REST = "\u001b[K";

  private final Invocation at;
  private boolean drawn;

  private ScanView(Invocation at) {
    this.at = at;
  }

  /** Rescans, and shows how far it is. */
  static RescanReport rescan(Archive archive, boolean everything, Invocation at)
      throws IOException {
    ScanView view = new ScanView(at);
    try {
      return archive.rescan(everything, view);
    } finally {
      view.end();
    }
  }

  /** The archive after a quick rescan. */
  static Archive fresh(Invocation at) throws IOException {
    Archive archive = at.platform().archive();
    rescan(archive, false, at);
    return archive;
  }

  @Override
  public void accept(ScanProgress progress) {
    if (at.terminal()) {
      String line =
          "%d recordings, %d opened, now %s"
              .formatted(
                  progress.recordings(),
                  progress.opened(),
                  Printable.of(progress.path().toString()));
      draw(line.substring(0, Math.min(line.length(), Math.max(0, at.width() - 1))));
    }
  }

  private void draw(String line) {
    at.err().print("\r" + line + CLEAR_REST);
    at.err().flush();
    drawn = true;
  }

  private void end() {
    if (drawn) {
      draw("");
    }
  }
}
