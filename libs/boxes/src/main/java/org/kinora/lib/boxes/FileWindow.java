package org.kinora.lib.boxes;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Reads small pieces of a file, a few kilobytes at a time. */
final class FileWindow {
  private static final int BYTES = 16 << 10;

  private final SeekableByteChannel channel;
  private final ByteBuffer window = ByteBuffer.allocate(BYTES).limit(0);
  private final long size;
  private long start;

  FileWindow(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
  }

  long size() {
    return size;
  }

  /**
   * The bytes at a place, big-endian; valid until the next call.
   *
   * @param count at most {@value #BYTES}
   * @throws EOFException if the file ends before them
   */
  ByteBuffer at(long offset, int count) throws IOException {
    if (offset < start || offset + count > start + window.limit()) {
      fill(offset);
    }
    int from = (int) (offset - start);
    if (from + count > window.limit()) {
      throw new EOFException("the file ends at " + size + ", before byte " + (offset + count));
    }
    return window.slice(from, count).order(ByteOrder.BIG_ENDIAN);
  }

  private void fill(long offset) throws IOException {
    channel.position(offset);
    window.clear();
    while (window.hasRemaining() && channel.read(window) >= 0) {
      // until it is full or the file ends
    }
    window.flip();
    start = offset;
  }
}
