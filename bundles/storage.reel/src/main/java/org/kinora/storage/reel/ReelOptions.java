package org.kinora.storage.reel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaException;

/** The options of the writer. */
final class ReelOptions {
  static final String DURABILITY_HELP =
      "durability=gop, when samples are made to survive a loss of power: gop, interval, or none"
          + " until the recording is finished";
  static final String INTERVAL_HELP = "interval=1s, how often, with durability=interval";

  private static final String DURABILITY = "durability";
  private static final String INTERVAL = "interval";

  private ReelOptions() {}

  /**
   * What the options say of durability.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static Durability durability(Map<String, String> given) throws MediaException {
    Options options = Options.of(given, Set.of(DURABILITY, INTERVAL));
    long intervalUs = options.durationUs(INTERVAL, "1s");
    return switch (options.choice(DURABILITY, "gop", List.of("gop", "interval", "none"))) {
      case "interval" -> Durability.interval(intervalUs);
      case "none" -> Durability.NONE;
      default -> Durability.GOP;
    };
  }
}
