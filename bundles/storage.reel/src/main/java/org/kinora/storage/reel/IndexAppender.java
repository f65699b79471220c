package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One track's index being written: entries gather in memory and are appended at a checkpoint, or
 * earlier where many gather, which no reader relies on.
 */
final class IndexAppender implements Closeable {
  private static final int MOST_PENDING = 64;

  private final AppendedFile file;
  private final long salt;
  private final ByteBuffer pending =
      ByteBuffer.allocateDirect(MOST_PENDING * IndexEntry.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private IndexEntry last = IndexEntry.NONE;
  private int entries;

  IndexAppender(AppendedFile file, long salt) {
    this.file = file;
    this.salt = salt;
  }

  /** Takes note of a block that was written to the log. */
  void add(long offset, BlockTable table) throws IOException {
    put(last.next(entries, offset, table));
  }

  private void put(IndexEntry entry) throws IOException {
    if (!pending.hasRemaining()) {
      appendPending();
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
    appendPending();
    file.sync();
  }

  private void appendPending() throws IOException {
    file.append(pending.flip());
    pending.clear();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
