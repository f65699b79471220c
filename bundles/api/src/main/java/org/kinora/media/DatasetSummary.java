package org.kinora.media;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a data set holds.
 *
 * @param format the format's name
 * @param version the version of its layout, as the data set states it; empty if it does not
 * @param recordings how many recordings
 * @param pieces the names of all pieces, sorted
 * @param durationUs of all pieces together
 * @param sizeBytes of all files together
 * @param facts what else people may want to know, by name, in the order in which they are shown
 */
public record DatasetSummary(
    String format,
    String version,
    long recordings,
    List<String> pieces,
    long durationUs,
    long sizeBytes,
    Map<String, String> facts) {
  /** Copies the list; the map is kept, for its order. */
  public DatasetSummary {
    Objects.requireNonNull(format);
    Objects.requireNonNull(version);
    pieces = List.copyOf(pieces);
    Objects.requireNonNull(facts);
  }
}
