package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import org.kinora.media.MediaException;

/** Where the bytes of a file come from: the disk, or what was read already. */
@FunctionalInterface
interface Source {
  /**
   * Reads that many bytes, or up to the end of the file, into a buffer that is good until the next
   * call.
   *
   * @throws MediaException IO_ERROR, CLOSED
   */
  ByteBuffer read(long from, int bytes) throws MediaException;
}
