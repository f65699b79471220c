package org.kinora.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The recordings of a root directory, and of any other that is asked for. Safe for many threads.
 */
@ProviderType
public interface Catalog {
  /** The root directory; it may not exist yet. */
  Path root();

  /**
   * The place of a recording, which need not exist. The id is checked before the disk is touched.
   *
   * @param id 1 to 128 of {@code A-Z a-z 0-9 . _ -}, and neither {@code .} nor {@code ..}
   * @throws org.kinora.media.MediaException ID_INVALID
   */
  Path resolve(String id) throws IOException;

  /**
   * Everything in a directory that a format opens or finds broken, by name. Other files are passed
   * over; a directory that does not exist has nothing.
   *
   * @param directory usually {@link #root()}
   * @throws IOException if the directory cannot be read
   */
  List<CatalogEntry> list(Path directory) throws IOException;
}
