package org.kinora.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;

/** A Markdown table: a line for each comparison, and one for each figure that has a goal. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
    out.println("| what | Kinora | | peer | | ratio | goal | |");
    out.println("|---|---|---|---|---|---|---|---|");
  }

  /** Times ours beside a peer; below 1 ours is faster. */
  void compare(String what, Turns turns, Contender ours, Contender peer) throws Exception {
    compare(what, turns, ours, peer, Double.NaN);
  }

  /**
   * The same, with a goal.
   *
   * @param goal the greatest ratio of our time to the peer's that is good enough
   */
  void compare(String what, Turns turns, Contender ours, Contender peer, double goal)
      throws Exception {
    List<Times> times = turns.time(ours, peer);
    time(what, ours, times.get(0), peer, times.get(1), goal);
  }

  /** The times of two that were taken before. */
  void time(String what, Contender ours, Times our, Contender peer, Times other, double goal) {
    ratio(what, ours, our.medianUs(), peer, other.medianUs(), goal);
  }

  /** The same of the processor time. */
  void processorTime(
      String what, Contender ours, Times our, Contender peer, Times other, double goal) {
    ratio(what + ", CPU", ours, our.processorUs(), peer, other.processorUs(), goal);
  }

  /** Two times; below 1 ours is shorter. */
  void ratio(String what, String ours, double ourUs, String peer, double otherUs) {
    line(what, ours, time(ourUs), peer, time(otherUs), quotient(ourUs, otherUs), "", "");
  }

  /** Two numbers; below 1 ours is smaller. */
  void numbers(String what, String ours, double our, String peer, double other, String format) {
    line(
        what,
        ours,
        String.format(Locale.ROOT, format, our),
        peer,
        String.format(Locale.ROOT, format, other),
        quotient(our, other),
        "",
        "");
  }

  private static String quotient(double our, double other) {
    return String.format(Locale.ROOT, "%.2f", our / other);
  }

  private void ratio(
      String what, Contender ours, double our, Contender peer, double other, double goal) {
    boolean hasGoal = !Double.isNaN(goal);
    line(
        what,
        ours.name(),
        time(our),
        peer.name(),
        time(other),
        quotient(our, other),
        hasGoal ? String.format(Locale.ROOT, "%.2f", goal) : "",
        hasGoal ? verdict(our / other <= goal) : "");
  }

  /** A time with a goal of its own. */
  void time(String what, String ours, double us, double goalUs) {
    line(what, ours, time(us), "", "", "", time(goalUs), verdict(us <= goalUs));
  }

  /** A number with a goal of its own, the smaller the better. */
  void number(String what, String ours, double found, double goal, String format) {
    line(
        what,
        ours,
        String.format(Locale.ROOT, format, found),
        "",
        "",
        "",
        String.format(Locale.ROOT, format, goal),
        verdict(found <= goal));
  }

  private static String verdict(boolean met) {
    return met ? "met" : "missed";
  }

  private static String time(double us) {
    if (us < 1_000) {
      return String.format(Locale.ROOT, "%.1f us", us);
    }
    return us < 1e6
        ? String.format(Locale.ROOT, "%.2f ms", us / 1e3)
        : String.format(Locale.ROOT, "%.2f s", us / 1e6);
  }

  private void line(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }
}
