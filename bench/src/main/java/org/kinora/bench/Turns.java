package org.kinora.bench;

import java.util.Arrays;
import java.util.List;

/** Times ways of doing the same in turn, so that whatever else the machine does hits all alike. */
final class Turns {
  private final int rounds;
  private final int uncounted;

  /** Something that is done. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /**
   * One way of doing it.
   *
   * @param prepare what comes before each turn and is not timed
   * @param work what is timed as a whole
   */
  record Contender(String name, Step prepare, Step work) {
    Contender(String name, Step work) {
      this(name, () -> {}, work);
    }
  }

  /** What the turns of one contender took. */
  record Times(double medianUs, double p99Us) {}

  /**
   * @param rounds turns of each contender that count
   * @param uncounted turns of each before them
   */
  Turns(int rounds, int uncounted) {
    this.rounds = rounds;
    this.uncounted = uncounted;
  }

  /** As many turns as tell a median, after one that does not count. */
  Turns(int rounds) {
    this(rounds, 1);
  }

  /** The times of each, in the order given. */
  List<Times> time(Contender... contenders) throws Exception {
    double[][] us = new double[contenders.length][rounds];
    for (int round = -uncounted; round < rounds; round++) {
      for (int i = 0; i < contenders.length; i++) {
        contenders[i].prepare().run();
        long start = System.nanoTime();
        contenders[i].work().run();
        long nanos = System.nanoTime() - start;
        if (round >= 0) {
          us[i][round] = nanos / 1e3;
        }
      }
    }
    return Arrays.stream(us).map(Turns::times).toList();
  }

  private static Times times(double[] us) {
    double[] sorted = us.clone();
    Arrays.sort(sorted);
    return new Times(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
  }
}
