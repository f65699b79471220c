package org.kinora.container.mp4;

import java.time.LocalTime;
import java.util.Optional;

/**
 * How timecode counts. A label is hours, minutes, seconds and frames; its number counts frames from
 * midnight (SMPTE ST 12-1, section 5).
 *
 * @param timescale ticks a second of the timecode track
 * @param frameTicks ticks of a frame
 * @param nominal labels in a second
 * @param drop whether the labels 00 and 01 of a minute are left out, unless it is a tenth one; at
 *     twice the rate the labels 00 to 03
 */
record TimecodeRate(int timescale, int frameTicks, int nominal, boolean drop) {
  private static final int SOUND_TIMESCALE = 48_000;
  private static final long NANOS = 1_000_000_000;
  private static final int DROP_FRAME = 1;
  private static final int WRAPS_AT_24_HOURS = 2;

  /** The names that {@link #of} knows. */
  static final String NAMES =
      "23.976, 24, 25, 29.97, 29.97df, 30, 50, 59.94, 59.94df, 60 or 48000/960";

  /**
   * A frame and what lies between its beginning and the time it was made from.
   *
   * @param number of frames since midnight
   * @param restNanos at least 0, less than a frame
   */
  record Position(int number, long restNanos) {}

  /** The rate of that name. */
  static Optional<TimecodeRate> of(String name) {
    return switch (name) {
      case "23.976" -> Optional.of(new TimecodeRate(SOUND_TIMESCALE, 2_002, 24, false));
      case "29.97" -> Optional.of(new TimecodeRate(30_000, 1_001, 30, false));
      case "29.97df" -> Optional.of(new TimecodeRate(30_000, 1_001, 30, true));
      case "59.94" -> Optional.of(new TimecodeRate(60_000, 1_001, 60, false));
      case "59.94df" -> Optional.of(new TimecodeRate(60_000, 1_001, 60, true));
      case "24", "25", "30", "50", "60" -> whole(Integer.parseInt(name));
      case "48000/960" -> whole(50);
      default -> Optional.empty();
    };
  }

  private static Optional<TimecodeRate> whole(int rate) {
    return Optional.of(new TimecodeRate(SOUND_TIMESCALE, SOUND_TIMESCALE / rate, rate, false));
  }

  /** The flags of the sample entry (QuickTime File Format, timecode sample description). */
  int flags() {
    return (drop ? DROP_FRAME : 0) | WRAPS_AT_24_HOURS;
  }

  /**
   * The frame whose label a clock shows. The label's seconds are the clock's own, at any rate: what
   * drifts at 29.97 without drop-frame drifts from there on, as after a jam sync.
   */
  Position at(LocalTime time) {
    int frame = (int) (time.getNano() * (long) timescale / (NANOS * frameTicks));
    boolean left = drop && time.getSecond() == 0 && time.getMinute() % 10 != 0;
    int label = left ? Math.max(frame, dropped()) : frame;
    long labelNanos = NANOS * label * frameTicks / timescale;
    long rest = Math.max(0, time.getNano() - labelNanos);
    return new Position(
        number(time.getHour() * 60 + time.getMinute(), time.getSecond(), label), rest);
  }

  private int number(int minutes, int seconds, int frame) {
    int all = (minutes * 60 + seconds) * nominal + frame;
    return drop ? all - dropped() * (minutes - minutes / 10) : all;
  }

  private int dropped() {
    return nominal / 15;
  }
}
