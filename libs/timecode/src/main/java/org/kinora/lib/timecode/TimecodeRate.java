package org.kinora.lib.timecode;

import java.math.BigInteger;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
public record TimecodeRate(int timescale, int frameTicks, int nominal, boolean drop) {
  private static final int SOUND_TIMESCALE = 48_000;
  private static final long NANOS = 1_000_000_000;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int DROP_FRAME = 1;
  private static final int WRAPS_AT_24_HOURS = 2;

  private static final Pattern LABEL = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)[:;](\\d\\d)");

  /** The usual names of rates, slowest first. */
  public static final List<String> USUAL =
      List.of("23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df", "60");

  /** The names that {@link #of(String)} knows, for people. */
  public static final String NAMES = String.join(", ", USUAL) + " or 48000/960";

  /**
   * A frame and what lies between its beginning and the time it was made from.
   *
   * @param number of frames since midnight
   * @param restNanos at least 0, less than a frame
   */
  public record Position(int number, long restNanos) {}

  /** The rate of that name. */
  public static Optional<TimecodeRate> of(String name) {
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

  /** The usual rate of so many frames a second, as a fraction. */
  public static Optional<TimecodeRate> of(long numerator, long denominator, boolean drop) {
    return USUAL.stream()
        .map(TimecodeRate::named)
        .filter(rate -> rate.drop == drop)
        .filter(rate -> numerator * rate.frameTicks == denominator * rate.timescale)
        .findFirst();
  }

  private static TimecodeRate named(String name) {
    return of(name).orElseThrow();
  }

  /** Its usual name; its ticks where it has none. */
  public String name() {
    return USUAL.stream()
        .filter(name -> named(name).equals(this))
        .findFirst()
        .orElse(timescale + "/" + frameTicks);
  }

  private static Optional<TimecodeRate> whole(int rate) {
    return Optional.of(new TimecodeRate(SOUND_TIMESCALE, SOUND_TIMESCALE / rate, rate, false));
  }

  /** The flags of the sample entry (QuickTime File Format, timecode sample description). */
  public int flags() {
    return (drop ? DROP_FRAME : 0) | WRAPS_AT_24_HOURS;
  }

  /**
   * The frame whose label a clock shows. The label's seconds are the clock's own, at any rate: what
   * drifts at 29.97 without drop-frame drifts from there on, as after a jam sync.
   */
  public Position at(LocalTime time) {
    int frame = (int) (time.getNano() * (long) timescale / (NANOS * frameTicks));
    boolean left = drop && time.getSecond() == 0 && time.getMinute() % 10 != 0;
    int label = left ? Math.max(frame, dropped()) : frame;
    long labelNanos = NANOS * label * frameTicks / timescale;
    long rest = Math.max(0, time.getNano() - labelNanos);
    return new Position(
        number(time.getHour() * 60 + time.getMinute(), time.getSecond(), label), rest);
  }

  /**
   * The frame that is counted to when time has passed since a position; past midnight the count
   * begins anew.
   *
   * @param nanos at least 0
   */
  public Position after(Position start, long nanos) {
    BigInteger frameNanos = BigInteger.valueOf(NANOS * frameTicks);
    BigInteger[] passed =
        BigInteger.valueOf(start.restNanos())
            .add(BigInteger.valueOf(nanos))
            .multiply(BigInteger.valueOf(timescale))
            .divideAndRemainder(frameNanos);
    BigInteger number =
        passed[0].add(BigInteger.valueOf(start.number())).mod(BigInteger.valueOf(framesADay()));
    return new Position(
        number.intValueExact(), passed[1].divide(BigInteger.valueOf(timescale)).longValueExact());
  }

  /** The labels of a day. */
  public int framesADay() {
    return number(MINUTES_A_DAY, 0, 0);
  }

  /**
   * The label of a frame: {@code 10:00:00:00}, or {@code 10:00:00;00} with drop-frame.
   *
   * @param number from 0 to below {@link #framesADay()}
   */
  public String label(int number) {
    int counted = drop ? number + labelsLeftOut(number) : number;
    int seconds = counted / nominal;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%s%02d",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        drop ? ";" : ":",
        counted % nominal);
  }

  /**
   * The number of the frame with a label; empty if it is no label, or no frame has it.
   *
   * @param label as {@link #label} writes it, with either sign before the frames
   */
  public OptionalInt number(String label) {
    Matcher parts = LABEL.matcher(label);
    if (!parts.matches()) {
      return OptionalInt.empty();
    }
    int hours = Integer.parseInt(parts.group(1));
    int minutes = Integer.parseInt(parts.group(2));
    int number =
        number(
            hours * 60 + minutes,
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)));
    boolean exists =
        number >= 0
            && number < framesADay()
            && label(number).startsWith(label.substring(0, 8))
            && label(number).endsWith(parts.group(4));
    return exists ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** How many labels lie before a frame's own that no frame has. */
  private int labelsLeftOut(int number) {
    int tenMinutes = number(10, 0, 0);
    int inside = number % tenMinutes;
    int firstMinute = 60 * nominal;
    int minutes = inside < firstMinute ? 0 : 1 + (inside - firstMinute) / (firstMinute - dropped());
    return dropped() * (number / tenMinutes * 9 + minutes);
  }

  private int number(int minutes, int seconds, int frame) {
    int all = (minutes * 60 + seconds) * nominal + frame;
    return drop ? all - dropped() * (minutes - minutes / 10) : all;
  }

  private int dropped() {
    return nominal / 15;
  }
}
