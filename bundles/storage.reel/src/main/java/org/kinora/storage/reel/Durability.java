package org.kinora.storage.reel;

/**
 * When a writer makes samples survive a loss of power without being asked.
 *
 * @param everyBlock whenever a block ends by itself: with a GOP, or with a span of time
 * @param everyUs whenever so much of a track waits
 */
record Durability(boolean everyBlock, long everyUs) {
  /** Each GOP; a second of a recording without video. */
  static final Durability GOP = new Durability(true, Long.MAX_VALUE);

  /** Only when flush or finish ask for it. */
  static final Durability NONE = new Durability(false, Long.MAX_VALUE);

  /** At regular times. */
  static Durability interval(long everyUs) {
    return new Durability(false, everyUs);
  }

  /** Whether it is time: a block ends or not, and so much of a track is not durable. */
  boolean isDue(boolean blockEnds, long unsyncedUs) {
    return (everyBlock && blockEnds) || unsyncedUs >= everyUs;
  }
}
