package org.kinora.storage.opuswal;

import java.util.function.IntToLongFunction;

/**
 * Turns noisy stamps into times that do not drift. A packet begins where the one before it ends,
 * unless its stamp is later than that by more than the tolerance: then there is a gap, and a new
 * run of packets begins. Stamps are never added up, so no error is.
 *
 * <p>A run begins where its first packets agree that it does. Each stamp, less the sound before it
 * in the run, says when that was; stamps that repeat say too early, and wavering ones both. The
 * latest of them is taken, but none that is later than the first by more than the tolerance. So a
 * first stamp that came early does not make the next ones look like another gap.
 *
 * <p>While stamps waver by up to 8 ms, a packet is thereby never placed more than 20 ms before or
 * behind its true time: it is at most 12 ms before its own stamp, and a run at most 12 ms behind
 * its first one.
 */
final class Placement {
  /** A packet of 20 ms less the 8 ms by which stamps are known to waver. */
  static final int TOLERANCE_MS = 12;

  /** How many packets say when a run begins: 160 ms of the usual ones. */
  static final int ASKED_PACKETS = 8;

  /** How far from its true time a packet may come to lie. */
  static final long MOST_CHANGE_US = 20_000;

  private static final int TICKS_PER_MS = 48;
  private static final long TOLERANCE = TOLERANCE_MS * TICKS_PER_MS;

  /** Differences up to this are rounding, so that a copy of a copy stays where it is. */
  private static final long STAMP_UNIT = TICKS_PER_MS;

  private final int count;
  private final IntToLongFunction stampsMs;
  private final IntToLongFunction samples;
  private int next;
  private long cursor = Long.MIN_VALUE;

  /**
   * Takes packets in the order of their stamps.
   *
   * @param stampsMs when each was captured, not exact
   * @param samples the length of each at 48 kHz
   */
  Placement(int count, IntToLongFunction stampsMs, IntToLongFunction samples) {
    this.count = count;
    this.stampsMs = stampsMs;
    this.samples = samples;
  }

  /** Where the next packet begins, in samples at 48 kHz. */
  long place() {
    if (stamp(next) - TOLERANCE > cursor) {
      cursor = runStart();
    }
    long start = cursor;
    cursor += samples.applyAsLong(next);
    next++;
    return start;
  }

  private long runStart() {
    long first = stamp(next);
    long latest = first;
    long before = 0;
    for (int i = next; i < Math.min(count, next + ASKED_PACKETS); i++) {
      long start = stamp(i) - before;
      if (start <= first + TOLERANCE) {
        latest = Math.max(latest, start);
      }
      before += samples.applyAsLong(i);
    }
    return latest - first > STAMP_UNIT ? latest : first;
  }

  private long stamp(int packet) {
    return stampsMs.applyAsLong(packet) * TICKS_PER_MS;
  }
}
