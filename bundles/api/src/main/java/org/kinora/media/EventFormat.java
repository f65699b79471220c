package org.kinora.media;

import java.util.Objects;

/**
 * The format of a track of events: input, cursor, markers.
 *
 * @param codec see {@link TrackFormat#codec()}
 * @param schemaVersion the version of the events' own schema
 */
public record EventFormat(String codec, int schemaVersion) implements TrackFormat {
  /** Checks for null. */
  public EventFormat {
    Objects.requireNonNull(codec);
  }
}
