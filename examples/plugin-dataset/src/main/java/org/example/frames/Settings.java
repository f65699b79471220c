package org.example.frames;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What the options say.
 *
 * @param rate of the videos
 * @param width of the pictures; absent for the recording's own
 */
record Settings(FrameRate rate, OptionalInt width) {
  private static final String RATE = "rate";
  private static final String WIDTH = "width";
  private static final int MOST_WIDTH = 16_384;

  static Settings of(Map<String, String> options) throws MediaException {
    Options given = Options.of(options, Set.of(RATE, WIDTH));
    int rate = (int) given.number(RATE, 20, 1, 240);
    int width = (int) given.number(WIDTH, 0, 0, MOST_WIDTH);
    if (width % 2 != 0) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "option width=" + width + ", expected an even number");
    }
    return new Settings(
        new FrameRate(rate, 1), width == 0 ? OptionalInt.empty() : OptionalInt.of(width));
  }

  /** All options with their values. */
  Map<String, String> asOptions() {
    return Map.of(RATE, rate.toString(), WIDTH, Integer.toString(width.orElse(0)));
  }
}
