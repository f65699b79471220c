package org.kinora.catalog;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.kinora.media.RecordingInfo;

/**
 * One recording in the catalog.
 *
 * @param id the directory's or file's name
 * @param path where it lies
 * @param format the storage format that knows it
 * @param info what it says of itself, if it opens
 * @param problem why it does not open, with its code
 */
public record CatalogEntry(
    String id, Path path, String format, Optional<RecordingInfo> info, Optional<String> problem) {
  /** Checks for null. */
  public CatalogEntry {
    Objects.requireNonNull(id);
    Objects.requireNonNull(path);
    Objects.requireNonNull(format);
    Objects.requireNonNull(info);
    Objects.requireNonNull(problem);
  }
}
