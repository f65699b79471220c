package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Reads from the packets files of one track, each run with one positional read. */
final class PacketsReader {
  private static final int SMALLEST_WINDOW_BYTES = 8 << 10;
  static final int WINDOW_BYTES = 4 << 20;
  private static final int MOST_RUN_BYTES = 256 << 20;

  /** Kept from read to read; a read that runs takes it out, so a sink may read as well. */
  private @Nullable ByteBuffer spare;

  /**
   * Lends bytes of a packets file. Give the buffer back with {@link #giveBack}.
   *
   * @throws MediaException LIMIT_EXCEEDED, IO_ERROR; DATA_RANGE_ERROR if the file became shorter
   */
  ByteBuffer lend(StoredSegment from, int location, int sizeBytes) throws IOException {
    if (sizeBytes > MOST_RUN_BYTES) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "%s, offset %d: a picture of %d bytes; at most %d are read at once"
              .formatted(from.files().packets(), location, sizeBytes, MOST_RUN_BYTES));
    }
    ByteBuffer window = spare;
    spare = null;
    if (window == null || window.capacity() < sizeBytes) {
      window = memory(Math.max(sizeBytes, grown(window)));
    }
    from.readPackets(window.clear().limit(sizeBytes), location);
    if (window.hasRemaining()) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, offset %d: %d of %d bytes are there"
              .formatted(from.files().packets(), location, window.position(), sizeBytes));
    }
    return window.flip();
  }

  /** Outside the heap unless it is little: a copy of that is sooner made than such memory had. */
  private static ByteBuffer memory(int bytes) {
    return bytes <= SMALLEST_WINDOW_BYTES
        ? ByteBuffer.allocate(bytes)
        : ByteBuffer.allocateDirect(bytes);
  }

  /** The next larger size: new memory costs more than the first read of a few pictures. */
  private static int grown(@Nullable ByteBuffer window) {
    return window == null
        ? SMALLEST_WINDOW_BYTES
        : (int) Math.min(WINDOW_BYTES, 2L * window.capacity());
  }

  void giveBack(ByteBuffer window) {
    spare = window;
  }
}
