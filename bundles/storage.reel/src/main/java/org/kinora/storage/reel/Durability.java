package org.kinora.storage.reel;

/**
 * When a writer makes samples survive a loss of power without being asked.
 *
 * @param everyGop at each key frame of the first video track
 * @param everyUs whenever a track spans this long
 */
record Durability(boolean everyGop, long everyUs) {
  private static final long WITHOUT_VIDEO_US = 1_000_000;
  private static final long LONG_GOP_US = 10_000_000;

  /** Each GOP, and every 10 s of longer ones; without video each second. */
  static Durability gop(boolean hasVideo) {
    return new Durability(hasVideo, hasVideo ? LONG_GOP_US : WITHOUT_VIDEO_US);
  }

  /** At regular times. */
  static Durability interval(long everyUs) {
    return new Durability(false, everyUs);
  }

  /** Only when flush or finish ask for it. */
  static Durability onDemand() {
    return new Durability(false, Long.MAX_VALUE);
  }
}
