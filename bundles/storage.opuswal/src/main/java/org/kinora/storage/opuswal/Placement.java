package org.kinora.storage.opuswal;

/**
 * Turns noisy stamps into times that do not drift. A packet begins where the one before it ends,
 * unless its stamp is later by more than the tolerance: then there is a gap, and it begins at its
 * stamp. So sound is never placed later than the latest stamp seen, unless more sound than time was
 * recorded, and never earlier than its own stamp less the tolerance.
 */
final class Placement {
  /** A packet of 20 ms less the 8 ms by which stamps are known to waver. */
  static final int TOLERANCE_MS = 12;

  private static final int TICKS_PER_MS = 48;

  private long cursor;
  private boolean begun;

  /**
   * Places the next packet.
   *
   * @param stampMs when it was captured, not exact
   * @param samples its length at 48 kHz
   * @return where it begins, in samples at 48 kHz
   */
  long place(long stampMs, int samples) {
    long stamp = stampMs * TICKS_PER_MS;
    if (!begun || stamp > cursor + TOLERANCE_MS * TICKS_PER_MS) {
      cursor = stamp;
      begun = true;
    }
    long start = cursor;
    cursor += samples;
    return start;
  }
}
