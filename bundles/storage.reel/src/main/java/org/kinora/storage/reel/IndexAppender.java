package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One track's index being written: entries gather in memory and are appended at a checkpoint. */
final class IndexAppender implements Closeable {
  private final Disk.File file;
  private final long salt;
  private ByteBuffer pending =
      ByteBuffer.allocate(64 * IndexEntry.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private IndexEntry last = IndexEntry.NONE;
  private int entries;

  IndexAppender(Disk.File file, long salt) {
    this.file = file;
    this.salt = salt;
  }

  /** Takes note of a block that was written to the log. */
  void add(long offset, BlockTable table) {
    put(last.next(entries, offset, table));
  }

  private void put(IndexEntry entry) {
    if (pending.remaining() < IndexEntry.BYTES) {
      pending =
          ByteBuffer.allocate(2 * pending.capacity())
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(pending.flip());
    }
    entry.encode(salt, pending);
    last = entry;
    entries++;
  }

  /**
   * Makes all entries so far durable.
   *
   * @param lastBlock where the log's last block begins, for a track that has nothing new
   */
  void checkpoint(long lastBlock) throws IOException {
    if (pending.position() == 0) {
      put(last.idle(lastBlock));
    }
    file.append(pending.flip());
    pending.clear();
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
