package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.spi.storage.StorageFormat;

/** What a storage format's test says about the format. */
interface StorageUnderTest {
  /** The format that is tested. */
  StorageFormat format();

  /**
   * Makes or copies a whole recording of the format into a directory of the test: at least one
   * track, at least eight samples, at most a few megabytes.
   *
   * @param dir empty
   * @return where the recording lies, inside {@code dir}
   */
  Path example(Path dir) throws IOException;

  /**
   * Whether recordings are read from any file system. One that reads files of the machine's own
   * alone, for a library opens them by name, says so here, and refuses others with FORMAT_UNKNOWN.
   */
  default boolean opensAnyFileSystem() {
    return true;
  }
}
