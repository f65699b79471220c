package org.kinora.media;

import java.nio.file.Path;
import java.util.List;

/**
 * One piece that a recording is stored in. Its files can be removed without harm to later pieces.
 *
 * @param files what it is made of
 * @param startUs the presentation time of its first sample, from the start of the recording
 * @param endUs the end of its last sample
 * @param sizeBytes of its files
 * @param complete whether its recorder closed it
 */
public record Segment(
    List<Path> files, long startUs, long endUs, long sizeBytes, boolean complete) {
  /** Copies the list. */
  public Segment {
    files = List.copyOf(files);
  }
}
