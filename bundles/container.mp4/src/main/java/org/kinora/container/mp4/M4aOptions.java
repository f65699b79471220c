package org.kinora.container.mp4;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.lib.timecode.TimecodeRate;
import org.kinora.lib.timecode.WallClock;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.MuxerSettings;

/**
 * What a caller may state.
 *
 * @param start the wall clock at time 0; with it the file has timecode
 * @param zone the name of the place whose clock it is, or nothing
 * @param rate how the timecode counts
 * @param title of the recording
 * @param artist who is heard; absent for the name of the track, if there is but one
 * @param session the recording's id
 */
record M4aOptions(
    Optional<OffsetDateTime> start,
    String zone,
    TimecodeRate rate,
    String title,
    Optional<String> artist,
    String session) {
  private static final String RATE = "rate";
  private static final String TITLE = "title";
  private static final String ARTIST = "artist";
  private static final String SESSION = "session";
  private static final Set<String> KNOWN =
      Set.of(WallClock.START, WallClock.ZONE, RATE, TITLE, ARTIST, SESSION);

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static M4aOptions of(MuxerSettings settings) throws MediaException {
    Options options = Options.of(settings.options(), KNOWN);
    String rate = options.text(RATE, "25");
    Optional<ZonedDateTime> recorded = settings.info().startedAt();
    String zone = options.text(WallClock.ZONE, "");
    return new M4aOptions(
        WallClock.of(options.text(WallClock.START, ""), zone, recorded),
        zone.isEmpty() ? recordedZone(options, recorded) : zone,
        TimecodeRate.of(rate).orElseThrow(() -> noRate(rate)),
        options.text(TITLE, settings.info().tags().getOrDefault(TITLE, "")),
        Optional.ofNullable(settings.options().get(ARTIST)),
        options.text(SESSION, settings.info().id()));
  }

  /** A bare offset names no place. */
  private static String recordedZone(Options options, Optional<ZonedDateTime> recorded) {
    return recorded
        .filter(start -> options.text(WallClock.START, "").isEmpty())
        .map(ZonedDateTime::getZone)
        .filter(zone -> !(zone instanceof ZoneOffset))
        .map(zone -> zone.getId())
        .orElse("");
  }

  private static MediaException noRate(String rate) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "option rate is '%s', expected %s".formatted(rate, TimecodeRate.NAMES));
  }
}
