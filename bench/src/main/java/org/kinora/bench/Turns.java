package org.kinora.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Times ways of doing the same in turn, so that whatever else the machine does hits all alike. */
final class Turns {
  private final int rounds;
  private final int uncounted;
  private final boolean countsProcessor;

  /** Something that is done. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;

    /** This one, then another. */
    default Step then(Step next) {
      return () -> {
        run();
        next.run();
      };
    }
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

  /**
   * What the turns of one contender took.
   *
   * @param processorUs the median of the processor time, if it was asked for
   */
  record Times(double medianUs, double p99Us, double processorUs) {}

  /**
   * @param rounds turns of each contender that count
   * @param uncounted turns of each before them
   */
  Turns(int rounds, int uncounted) {
    this(rounds, uncounted, false);
  }

  private Turns(int rounds, int uncounted, boolean countsProcessor) {
    this.rounds = rounds;
    this.uncounted = uncounted;
    this.countsProcessor = countsProcessor;
  }

  /** As many turns as tell a median, after one that does not count. */
  Turns(int rounds) {
    this(rounds, 1);
  }

  /** The same, of which the {@link ProcessorTime} is told too: for work of milliseconds. */
  Turns withProcessorTime() {
    return new Turns(rounds, uncounted, true);
  }

  /** The times of each, in the order given. */
  List<Times> time(Contender... contenders) throws Exception {
    double[][] us = new double[contenders.length][rounds];
    double[][] processorUs = new double[contenders.length][rounds];
    for (int round = -uncounted; round < rounds; round++) {
      for (int i = 0; i < contenders.length; i++) {
        contenders[i].prepare().run();
        double processor = processorUs();
        long start = System.nanoTime();
        contenders[i].work().run();
        long nanos = System.nanoTime() - start;
        if (round >= 0) {
          us[i][round] = nanos / 1e3;
          processorUs[i][round] = processorUs() - processor;
        }
      }
    }
    return IntStream.range(0, contenders.length)
        .mapToObj(i -> times(us[i], processorUs[i]))
        .toList();
  }

  private double processorUs() throws IOException {
    return countsProcessor ? ProcessorTime.us() : 0;
  }

  private static Times times(double[] us, double[] processorUs) {
    Arrays.sort(us);
    Arrays.sort(processorUs);
    return new Times(
        us[us.length / 2], us[us.length * 99 / 100], processorUs[processorUs.length / 2]);
  }
}
