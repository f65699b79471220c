package org.kinora.catalog;

import java.nio.file.Path;
import java.util.List;

/**
 * What a rescan found.
 *
 * @param added recordings that the database did not know
 * @param changed those that differ from what it knew
 * @param gone those that are no longer there
 * @param broken those that no format opens, whether new or not
 * @param unchanged how many are as they were
 */
public record RescanReport(
    List<Path> added, List<Path> changed, List<Path> gone, List<Path> broken, int unchanged) {
  /** Copies the lists. */
  public RescanReport {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    gone = List.copyOf(gone);
    broken = List.copyOf(broken);
  }
}
