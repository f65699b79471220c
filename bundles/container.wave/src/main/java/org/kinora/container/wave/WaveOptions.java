package org.kinora.container.wave;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.lib.timecode.WallClock;
import org.kinora.media.MediaException;
import org.kinora.spi.container.MuxerSettings;

/**
 * What the file says beside the sound. If it says when, or any of the texts is given, it has the
 * chunks {@code bext} and {@code iXML}.
 *
 * @param start the wall clock at time 0; its date and time of day are what the file states
 * @param description what is heard; absent for the names of the tracks
 * @param originator who made it
 * @param reference the originator's name for it
 * @param isBroadcast whether there is anything to state
 */
record WaveOptions(
    Optional<OffsetDateTime> start,
    Optional<String> description,
    String originator,
    String reference,
    boolean isBroadcast) {
  private static final String DESCRIPTION = "description";
  private static final String ORIGINATOR = "originator";
  private static final String REFERENCE = "reference";
  private static final Set<String> TEXTS = Set.of(DESCRIPTION, ORIGINATOR, REFERENCE);
  private static final Set<String> KNOWN =
      Set.of(WallClock.START, WallClock.ZONE, DESCRIPTION, ORIGINATOR, REFERENCE);

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or a value that is none
   */
  static WaveOptions of(MuxerSettings settings) throws MediaException {
    Map<String, String> values = settings.options();
    Options options = Options.of(values, KNOWN);
    Optional<OffsetDateTime> start =
        WallClock.of(
            options.text(WallClock.START, ""),
            options.text(WallClock.ZONE, ""),
            settings.info().startedAt());
    return new WaveOptions(
        start,
        Optional.ofNullable(values.get(DESCRIPTION)),
        options.text(ORIGINATOR, "Kinora"),
        options.text(REFERENCE, settings.info().id()),
        start.isPresent() || TEXTS.stream().anyMatch(values::containsKey));
  }
}
