package org.kinora.dataset.lerobot;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.kinora.lib.provider.Options;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What a caller may choose; the options are listed where {@link LeRobotFormat} is registered.
 *
 * @param values all options as text, those that were not named included
 * @param fps whole pictures a second: the layout knows no others
 * @param episodeUs how long an episode may be
 * @param width of pictures; absent for the recordings'
 * @param quality of pictures, 0 to 100
 * @param task what was to be done, in words
 */
record LeRobotOptions(
    Map<String, String> values,
    int fps,
    long episodeUs,
    OptionalInt width,
    int quality,
    String task,
    String robotType) {
  /**
   * Readers look for a picture by its time as a number of single precision, and accept an error of
   * 100 µs: behind 2048 s its rounding alone is greater.
   */
  static final long MOST_EPISODE_US = 2_048_000_000L;

  private static final int MOST_FPS = 240;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "fps", "30",
          "episode", "2048s",
          "width", "",
          "quality", "75",
          "task", "Do what the person does.",
          "robotType", "computer");

  /** Copies the map. */
  LeRobotOptions {
    values = Map.copyOf(values);
  }

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or value
   */
  static LeRobotOptions of(Map<String, String> given) throws MediaException {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    values.putAll(given);
    Options options = Options.of(values, DEFAULTS.keySet());
    long episodeUs = options.durationUs("episode", "");
    if (episodeUs > MOST_EPISODE_US) {
      throw invalid("episode=%s, expected at most 2048s".formatted(options.text("episode", "")));
    }
    OptionalInt width =
        options.text("width", "").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of((int) options.number("width", 0, 16, 16_384));
    if (width.isPresent() && width.getAsInt() % 2 != 0) {
      throw invalid("width=%d, expected an even number".formatted(width.getAsInt()));
    }
    if (options.text("task", "").isBlank()) {
      throw invalid("task is empty, expected what was to be done, in words");
    }
    return new LeRobotOptions(
        values,
        (int) options.number("fps", 0, 1, MOST_FPS),
        episodeUs,
        width,
        (int) options.number("quality", 0, 0, 100),
        options.text("task", ""),
        options.text("robotType", ""));
  }

  FrameRate rate() {
    return new FrameRate(fps, 1);
  }

  static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, "lerobot: " + message);
  }
}
