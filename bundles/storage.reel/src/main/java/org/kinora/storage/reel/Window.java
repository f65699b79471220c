package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import org.kinora.media.MediaException;

/**
 * A piece of the log in memory. It moves to what is asked for and reads only what it lacks. One
 * thread at a time.
 */
final class Window implements Source {
  /** A block with its head, for a writer begins another one at 1 MiB of samples. */
  static final int BYTES = (1 << 20) + (64 << 10);

  private static final int SMALLEST_BYTES = 16 << 10;

  private final ReadableFile file;
  private ByteBuffer buffer;
  private long from;

  private Window(ReadableFile file, ByteBuffer buffer) {
    this.file = file;
    this.buffer = buffer.limit(0);
  }

  /** A window for whole blocks, outside the heap; its memory comes with the first read. */
  static Window forSamples(ReadableFile file) {
    return new Window(file, ByteBuffer.allocateDirect(0));
  }

  /** A window for the beginning of one block. */
  static Window forHead(ReadableFile file, int bytes) {
    return new Window(file, ByteBuffer.allocate(bytes));
  }

  /** Forgets what was read; the memory stays. */
  void clear() {
    buffer.limit(0);
  }

  boolean holds(long at, int bytes) {
    return at >= from && at + bytes <= from + buffer.limit();
  }

  /** Makes sure that these bytes are here, as far as the file has them. */
  void fetch(long at, int bytes) throws MediaException {
    if (!holds(at, bytes)) {
      move(at, bytes);
    }
  }

  /** New memory costs more than the first read of a small block, so it grows step by step. */
  private void move(long at, int bytes) throws MediaException {
    boolean keeps = at >= from && at < from + buffer.limit();
    buffer.position(keeps ? (int) (at - from) : buffer.limit());
    if (buffer.capacity() >= bytes) {
      buffer.compact();
    } else {
      int grown = Math.min(BYTES, Math.max(SMALLEST_BYTES, 2 * buffer.capacity()));
      buffer = ByteBuffer.allocateDirect(Math.max(bytes, grown)).put(buffer);
    }
    from = at;
    try {
      file.fill(buffer.limit(bytes), at + buffer.position());
    } finally {
      buffer.flip();
    }
  }

  /** These bytes, or those up to the end of the file, lent until the window moves. */
  ByteBuffer lend(long at, int bytes) throws MediaException {
    fetch(at, bytes);
    int start = (int) (at - from);
    return buffer.slice(start, Math.min(bytes, buffer.limit() - start));
  }

  @Override
  public ByteBuffer read(long at, int bytes) throws MediaException {
    return lend(at, (int) Math.max(0, Math.min(bytes, file.sizeBytes() - at)));
  }
}
