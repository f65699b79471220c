package org.kinora.media;

/**
 * Conversions between microseconds, Kinora's only unit of media time, and the ticks of a file.
 *
 * <p>Times are {@code long} values named {@code …Us}: microseconds from the start of the recording.
 * Convert absolute times; never add up rounded durations. Both directions round to the nearest
 * value, halves away from zero, so for every timescale up to 1,000,000 ticks a second {@code
 * toTicks(toUs(t, s), s) == t}.
 */
public final class MediaTime {
  /** A time that is not known. It is never a real time. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** Microseconds in a second. */
  public static final int US_PER_SECOND = 1_000_000;

  private MediaTime() {}

  /**
   * Converts ticks to microseconds.
   *
   * @param timescale ticks a second, greater than zero
   * @throws ArithmeticException if the result does not fit a long
   */
  public static long toUs(long ticks, int timescale) {
    return scale(ticks, US_PER_SECOND, timescale);
  }

  /**
   * Converts microseconds to ticks.
   *
   * @param timescale ticks a second, greater than zero
   * @throws ArithmeticException if the result does not fit a long
   */
  public static long toTicks(long timeUs, int timescale) {
    return scale(timeUs, timescale, US_PER_SECOND);
  }

  private static long scale(long value, int numerator, int denominator) {
    if (denominator <= 0 || numerator <= 0) {
      throw new IllegalArgumentException("timescale must be positive");
    }
    long whole = Math.multiplyExact(value / denominator, (long) numerator);
    long rest = value % denominator * numerator;
    long half = denominator / 2;
    return Math.addExact(whole, (rest + (rest < 0 ? -half : half)) / denominator);
  }
}
