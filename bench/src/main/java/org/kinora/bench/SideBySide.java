package org.kinora.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Times two ways of doing the same, turn by turn, and prints medians and their ratio. */
final class SideBySide {
  private final PrintStream out;
  private final int rounds;

  /** One way of doing it; what it does is timed as a whole. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * @param rounds counted runs of each way, after one that is not counted
   */
  SideBySide(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  /** Runs both in turn and prints one line; a ratio below 1 means that ours is faster. */
  void measure(String what, String ourName, Work ours, String peerName, Work peer)
      throws Exception {
    double[] ourMs = new double[rounds];
    double[] peerMs = new double[rounds];
    ours.run();
    peer.run();
    for (int i = 0; i < rounds; i++) {
      ourMs[i] = timeMs(ours);
      peerMs[i] = timeMs(peer);
    }
    double our = median(ourMs);
    double other = median(peerMs);
    out.println(
        String.format(
            Locale.ROOT,
            "%-28s %-30s %9.1f ms   %-34s %9.1f ms   ratio %.2f",
            what,
            ourName,
            our,
            peerName,
            other,
            our / other));
  }

  private static double timeMs(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
