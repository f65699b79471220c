package org.kinora.catalog;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How far a rescan is.
 *
 * @param recordings seen so far
 * @param opened of these
 * @param path what is opened next
 */
public record ScanProgress(int recordings, int opened, Path path) {
  /** Checks for null. */
  public ScanProgress {
    Objects.requireNonNull(path);
  }
}
