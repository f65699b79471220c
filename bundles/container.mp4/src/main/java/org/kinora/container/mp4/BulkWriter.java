package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Writes to a channel in large pieces: a write for each sample would cost more than the samples.
 */
final class BulkWriter {
  private static final int PIECE_BYTES = 1 << 20;

  private final SeekableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
  private long position;

  BulkWriter(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** Where the next byte goes. */
  long position() {
    return position;
  }

  /** Appends the bytes from position to limit; the buffer is left as it was. */
  void append(ByteBuffer data) throws IOException {
    int at = data.position();
    while (at < data.limit()) {
      if (!piece.hasRemaining()) {
        flush();
      }
      int size = Math.min(piece.remaining(), data.limit() - at);
      piece.put(piece.position(), data, at, size).position(piece.position() + size);
      at += size;
      position += size;
    }
  }

  /** Writes what is still held back. */
  void flush() throws IOException {
    writeAll(piece.flip());
    piece.clear();
  }

  /** Writes over bytes that were flushed. */
  void overwrite(long at, ByteBuffer data) throws IOException {
    channel.position(at);
    writeAll(data);
    channel.position(position);
  }

  /** Moves all that was flushed from {@code from} on by {@code distance} bytes, towards the end. */
  void moveTail(long from, long distance) throws IOException {
    for (long end = position; end > from; ) {
      long begin = Math.max(from, end - PIECE_BYTES);
      piece.clear().limit((int) (end - begin));
      channel.position(begin);
      while (piece.hasRemaining()) {
        if (channel.read(piece) < 0) {
          throw new IOException("the file ends before byte " + end + " while it is written");
        }
      }
      channel.position(begin + distance);
      writeAll(piece.flip());
      end = begin;
    }
    piece.clear();
    position += distance;
    channel.position(position);
  }

  private void writeAll(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      int ignored = channel.write(data);
    }
  }
}
