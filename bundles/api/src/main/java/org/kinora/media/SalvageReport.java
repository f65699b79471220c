package org.kinora.media;

import java.util.List;
import java.util.Objects;

/**
 * What a file that was cut off still holds.
 *
 * @param container the container's name
 * @param whole whether the file is finished and nothing is missing
 * @param keptBytes from the beginning of the file to the end of the last whole sample or fragment
 * @param lostBytes behind that
 * @param durationUs to the end of the last sample
 * @param tracks in the order of the file
 */
public record SalvageReport(
    String container,
    boolean whole,
    long keptBytes,
    long lostBytes,
    long durationUs,
    List<SalvageReport.TrackReport> tracks) {
  /** Copies the tracks. */
  public SalvageReport {
    Objects.requireNonNull(container);
    tracks = List.copyOf(tracks);
  }

  /**
   * What was found of a track.
   *
   * @param id its number in the file
   * @param codec Kinora's name for its codec, or the file's own where there is none
   * @param samples those that are whole
   */
  public record TrackReport(int id, String codec, long samples) {
    /** Checks for null. */
    public TrackReport {
      Objects.requireNonNull(codec);
    }
  }
}
