package org.kinora.catalog;

import java.util.Objects;

/**
 * One track of an archived recording.
 *
 * @param id as in the recording
 * @param kind what it holds
 * @param codec its codec
 * @param name for people; may be empty
 */
public record ArchivedTrack(int id, TrackKind kind, String codec, String name) {
  /** Checks for null. */
  public ArchivedTrack {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(codec);
    Objects.requireNonNull(name);
  }
}
