package org.kinora.tck.framework.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.kinora.export.ExportRequest;

/** An export that is made again and again, and must give the same each time. */
final class Export implements Callable<String> {
  /** What the result of a job says whose plugin was taken away. */
  private static final String AGAIN = "it began again with the one that is there now";

  private final Services services;
  private final ExportRequest request;
  private final Path target;
  private final Content content;
  private final List<String> expected;
  private long compared;
  private boolean beganAgain;

  /** Reads what an export made. */
  @FunctionalInterface
  interface Content {
    /** A line for each thing that must be the same. */
    List<String> of(Path made) throws IOException;
  }

  /**
   * Makes it once, while nothing disturbs it.
   *
   * @param target what the request names
   */
  Export(Services services, ExportRequest request, Path target, Content content) throws Exception {
    this.services = services;
    this.request = request;
    this.target = target;
    this.content = content;
    expected = make();
  }

  /** What it gave when nothing disturbed it. */
  List<String> expected() {
    return expected;
  }

  private List<String> make() throws Exception {
    Contents.delete(target);
    beganAgain = services.run(request).warnings().stream().anyMatch(one -> one.contains(AGAIN));
    return content.of(target);
  }

  @Override
  public String call() throws Exception {
    List<String> made = make();
    if (!made.equals(expected)) {
      return "wrong: %s has %d lines, not these %d".formatted(target, made.size(), expected.size());
    }
    compared += made.size();
    return beganAgain ? Load.DONE_AGAIN : Load.DONE;
  }

  /** How many samples, or files, were compared. */
  long compared() {
    return compared;
  }
}
