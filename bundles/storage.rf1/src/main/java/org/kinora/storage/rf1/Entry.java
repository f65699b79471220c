package org.kinora.storage.rf1;

import org.kinora.media.MediaTime;

/**
 * One entry of an index: a NAL unit's time, place and flags in 64 bits.
 *
 * <pre>
 *  63           42 41               12 11       0
 * | ticks: 22 bits | location: 30 bits | flags: 12 |
 * </pre>
 *
 * The last entry is the sentinel: ticks 0, flags 0, and the location where the packets end.
 */
final class Entry {
  static final int SIZE_BYTES = Long.BYTES;

  /** The NAL unit is a slice of a picture where decoding can start. */
  static final int KEYFRAME = 1;

  /** The NAL unit is a parameter set. */
  static final int PARAMETER_SET = 2;

  /** The NAL unit has a start code and emulation prevention bytes. */
  static final int ANNEX_B = 4;

  static final int ALL_FLAGS = KEYFRAME | PARAMETER_SET | ANNEX_B;
  static final int TICKS_PER_SECOND = 4096;
  static final int MOST_TICKS = (1 << 22) - 1;
  static final int MOST_BYTES = (1 << 30) - 1;

  /** With the sentinel there are 65,535, as many as the header can count. */
  static final int MOST_ENTRIES = 65_534;

  private static final int LOCATION_SHIFT = 12;
  private static final int TICKS_SHIFT = 42;
  private static final int FLAG_BITS = (1 << LOCATION_SHIFT) - 1;

  private Entry() {}

  static long of(int ticks, int location, int flags) {
    return (long) ticks << TICKS_SHIFT | (long) location << LOCATION_SHIFT | flags;
  }

  static long sentinel(int location) {
    return of(0, location, 0);
  }

  static int ticks(long entry) {
    return (int) (entry >>> TICKS_SHIFT);
  }

  static int location(long entry) {
    return (int) (entry >>> LOCATION_SHIFT) & MOST_BYTES;
  }

  static int flags(long entry) {
    return (int) entry & FLAG_BITS;
  }

  /** Whether it can be the sentinel: everything but its location is 0. */
  static boolean isSentinel(long entry) {
    return ticks(entry) == 0 && flags(entry) == 0;
  }

  /** The tick that has begun at a time, as the recorder counts: rounded down. */
  static long ticksAt(long timeUs) {
    return Math.floorDiv(timeUs * TICKS_PER_SECOND, (long) MediaTime.US_PER_SECOND);
  }

  /** The first microsecond of a tick, so that {@code ticksAt(timeUs(t)) == t}. */
  static long timeUs(int ticks) {
    return -Math.floorDiv(-(long) ticks * MediaTime.US_PER_SECOND, (long) TICKS_PER_SECOND);
  }
}
