package org.kinora.container.webm;

import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaException;

/**
 * The options of the muxers.
 *
 * @param timestampScaleNs nanoseconds in a tick. With 1,000 the microseconds of a recording are
 *     kept; clusters then last 32 ms at most.
 * @param title what players show; empty for none
 */
record MatroskaOptions(long timestampScaleNs, String title) {
  /** The first one, for people. */
  static final String TIMESTAMP_SCALE_IS =
      "timestampScale=1000000, nanoseconds in a tick, 1000 to 1000000";

  /** The second one. */
  static final String TITLE_IS = "title=, what players show; the recording's tag title without it";

  private static final String TIMESTAMP_SCALE = "timestampScale";
  private static final String TITLE = "title";
  private static final long FINEST_NS = 1_000;
  private static final long COARSEST_NS = 1_000_000;

  /**
   * Reads the options.
   *
   * @param tags of the recording; they may know a title
   * @throws MediaException ARGUMENT_INVALID for an unknown name or a value out of range
   */
  static MatroskaOptions parse(Map<String, String> values, Map<String, String> tags)
      throws MediaException {
    Options options = Options.of(values, Set.of(TIMESTAMP_SCALE, TITLE));
    return new MatroskaOptions(
        options.number(TIMESTAMP_SCALE, COARSEST_NS, FINEST_NS, COARSEST_NS),
        options.text(TITLE, tags.getOrDefault(TITLE, "")));
  }

  /** To the nearest tick. */
  long ticks(long timeUs) {
    return Math.floorDiv(timeUs * 1_000 + timestampScaleNs / 2, timestampScaleNs);
  }
}
