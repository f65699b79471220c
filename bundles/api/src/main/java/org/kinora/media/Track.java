package org.kinora.media;

import java.util.Objects;

/**
 * One track of a recording.
 *
 * @param id unique within the recording, at least 1
 * @param format what its samples are
 * @param timescale ticks a second in which its times are exact; 1,000,000 where the source counts
 *     microseconds
 * @param name for people; may be empty
 */
public record Track(int id, TrackFormat format, int timescale, String name) {
  /** Checks the numbers. */
  public Track {
    Objects.requireNonNull(format);
    Objects.requireNonNull(name);
    if (id < 1 || timescale < 1) {
      throw new IllegalArgumentException("track " + id + ", timescale " + timescale);
    }
  }
}
