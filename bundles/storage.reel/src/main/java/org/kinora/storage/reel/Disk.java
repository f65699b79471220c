package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * All that a writer asks of the disk, for one directory. Small, so that a test can pull the plug
 * behind every single call.
 */
interface Disk {
  /**
   * Makes the directory.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something has its name
   */
  void createDirectory() throws IOException;

  /** Makes an empty file that does not exist yet. */
  File createFile(String name) throws IOException;

  /** Makes the names of the directory and of its files survive a loss of power. */
  void syncNames() throws IOException;

  /** Removes the directory with the files that were made. */
  void discard() throws IOException;

  /** A file that grows at its end. */
  interface File extends Closeable {
    /** Appends all buffers from position to limit, in this order; moves their positions. */
    void append(ByteBuffer... bytes) throws IOException;

    /** Makes what was appended survive a loss of power. */
    void sync() throws IOException;
  }
}
