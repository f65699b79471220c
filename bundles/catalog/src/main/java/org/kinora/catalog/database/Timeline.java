package org.kinora.catalog.database;

import java.util.ArrayList;
import java.util.List;
import org.kinora.catalog.Interval;

/** Covered time and the gaps in it, in microseconds since 1970; spans are half-open. */
final class Timeline {
  private final long startUs;
  private final long endUs;
  private final long shortestGapUs;
  private final List<Interval> covered = new ArrayList<>();
  private final List<Interval> gaps = new ArrayList<>();
  private long reachedUs;
  private long beginUs;

  /**
   * The time from {@code startUs} to {@code endUs}, with nothing in it.
   *
   * @param shortestGapUs what is shorter counts as covered, between two spans
   */
  Timeline(long startUs, long endUs, long shortestGapUs) {
    this.startUs = startUs;
    this.endUs = endUs;
    this.shortestGapUs = shortestGapUs;
    beginUs = startUs;
    reachedUs = startUs;
  }

  /** Adds a span; each begins at or after the one before it. */
  void add(long fromUs, long toUs) {
    long from = Math.max(fromUs, startUs);
    long to = Math.min(toUs, endUs);
    if (from >= to) {
      return;
    }
    if (isGap(reachedUs, from)) {
      cover();
      gaps.add(interval(reachedUs, from));
      beginUs = from;
    }
    reachedUs = Math.max(reachedUs, to);
  }

  /** At the beginning every moment that is missing is a gap. */
  private boolean isGap(long from, long to) {
    return to > from && (from == startUs || to - from >= shortestGapUs);
  }

  private void cover() {
    if (reachedUs > beginUs) {
      covered.add(interval(beginUs, reachedUs));
    }
  }

  /** Ends the time; nothing is added behind it. */
  Timeline end() {
    cover();
    if (endUs > reachedUs) {
      gaps.add(interval(reachedUs, endUs));
    }
    return this;
  }

  List<Interval> covered() {
    return covered;
  }

  List<Interval> gaps() {
    return gaps;
  }

  private static Interval interval(long fromUs, long toUs) {
    return new Interval(Times.instant(fromUs), Times.instant(toUs));
  }
}
