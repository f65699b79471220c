package org.kinora.lib.movie;

/** How far the samples of a track are listed. */
final class TrackState {
  /**
   * What a file holds in 32 bits, if it counts in whole seconds, less what FFmpeg takes for a
   * negative value.
   */
  private static final long LONGEST_LEAP_S = 0xFFFF_FFFFL - 480_000;

  private static final long BEFORE_ALL = Long.MIN_VALUE;

  final FoundTrack track;

  /** From 0, in the order of the file. */
  final int number;

  /** In ticks of the media, as is said of the next sample or follows from the last one. */
  long nextDecode;

  /** Whether a sample of it is missing, so that none behind it counts. */
  boolean cut;

  private long lastDecode = BEFORE_ALL;

  TrackState(FoundTrack track, int number) {
    this.track = track;
    this.number = number;
  }

  /** The decode time of the next sample, in ticks of the media: none lies before the last one. */
  long decodeTicks() {
    return Math.max(nextDecode, lastDecode);
  }

  /** Whether a sample of that decode time lies too far behind the last one to make sense. */
  boolean leapsTo(long decodeTicks) {
    return lastDecode != BEFORE_ALL
        && (decodeTicks - lastDecode) / track.timescale() >= LONGEST_LEAP_S;
  }

  /** Goes on behind a sample. */
  void pass(long decodeTicks, long durationTicks) {
    lastDecode = decodeTicks;
    nextDecode = decodeTicks + durationTicks;
  }
}
