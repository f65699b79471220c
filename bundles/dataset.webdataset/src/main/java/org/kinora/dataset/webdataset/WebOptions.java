package org.kinora.dataset.webdataset;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.kinora.lib.provider.Options;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What a caller may choose; the options are listed where {@link WebDatasetFormat} is registered.
 *
 * @param values all options as text, those that were not named included
 * @param pieceUs how long a piece is
 * @param samples how many pieces a shard holds
 */
record WebOptions(
    Map<String, String> values,
    long pieceUs,
    int fps,
    OptionalInt width,
    int quality,
    int samples) {
  private static final Map<String, String> DEFAULTS =
      Map.of("piece", "10s", "fps", "30", "width", "", "quality", "75", "samples", "1000");

  /** Copies the map. */
  WebOptions {
    values = Map.copyOf(values);
  }

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or value
   */
  static WebOptions of(Map<String, String> given) throws MediaException {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    values.putAll(given);
    Options options = Options.of(values, DEFAULTS.keySet());
    OptionalInt width =
        options.text("width", "").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of((int) options.number("width", 0, 16, 16_384));
    if (width.isPresent() && width.getAsInt() % 2 != 0) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "webdataset: width=%d, expected an even number".formatted(width.getAsInt()));
    }
    return new WebOptions(
        values,
        options.durationUs("piece", ""),
        (int) options.number("fps", 0, 1, 240),
        width,
        (int) options.number("quality", 0, 0, 100),
        (int) options.number("samples", 0, 1, 1_000_000));
  }

  FrameRate rate() {
    return new FrameRate(fps, 1);
  }
}
