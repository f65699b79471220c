package org.kinora.media;

/**
 * A constant frame rate: {@code frames} in {@code seconds}.
 *
 * @param frames above 0, such as 30,000
 * @param seconds above 0, such as 1,001
 */
public record FrameRate(int frames, int seconds) {
  private static final long US = 1_000_000;

  /** Checks the range: one frame a minute to 1,000 a second. */
  public FrameRate {
    if (frames < 1 || seconds < 1 || frames > 1000L * seconds || 60L * frames < seconds) {
      throw new IllegalArgumentException(
          frames + " frames in " + seconds + " seconds; 1/60 to 1000 a second");
    }
  }

  /** When a frame is shown, counted from frame 0 at time 0; rounded to the nearest microsecond. */
  public long timeUs(long frame) {
    long scaled = Math.multiplyExact(frame, US * seconds);
    return Math.floorDiv(scaled + frames / 2, frames);
  }

  /** The frame that is shown at a time. */
  public long frameAt(long timeUs) {
    long frame = Math.floorDiv(Math.multiplyExact(timeUs, (long) frames), US * seconds);
    return timeUs(frame + 1) <= timeUs ? frame + 1 : frame;
  }

  /** As people write it: {@code 30}, or {@code 30000/1001}. */
  @Override
  public String toString() {
    return seconds == 1 ? Integer.toString(frames) : frames + "/" + seconds;
  }
}
