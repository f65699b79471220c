package org.kinora.lib.output;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongConsumer;

/**
 * A file that is read at any place, and whose ranges another one is made of. One thread at a time;
 * the channel stays the caller's.
 */
public final class SourceFile {
  /** The most that {@link #peek} shows at once. */
  public static final int PEEK_BYTES_MAX = 16 << 10;

  private static final int JUMP_BYTES = 2 << 10;
  private static final int PIECE_BYTES = 1 << 20;

  private final SeekableByteChannel channel;
  private final long sizeBytes;
  private final ByteBuffer window = ByteBuffer.allocate(PEEK_BYTES_MAX).limit(0);
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long windowAt;

  /** A file as long as it is now. */
  public SourceFile(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    sizeBytes = channel.size();
  }

  /** How long it was at the beginning. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /**
   * What lies at a place, from index 0 on, big-endian; fewer bytes where the file ends. Valid until
   * the next call. Places close to each other are read from the disk once.
   *
   * @param count at most {@link #PEEK_BYTES_MAX}
   */
  public ByteBuffer peek(long at, int count) throws IOException {
    if (at < windowAt || at + count > windowAt + window.limit()) {
      fill(at, count);
    }
    int from = (int) (at - windowAt);
    return window.slice(from, Math.max(0, Math.min(count, window.limit() - from)));
  }

  /** Reads far ahead only from what was seen last: who jumps steps over most of the file. */
  private void fill(long at, int count) throws IOException {
    boolean goesOn = at >= windowAt && at <= windowAt + window.limit();
    channel.position(at);
    window.clear().limit(goesOn ? PEEK_BYTES_MAX : Math.max(count, JUMP_BYTES));
    while (window.hasRemaining() && channel.read(window) >= 0) {
      // until it is full or the file ends
    }
    window.flip();
    windowAt = at;
  }

  /**
   * Fills a buffer from its position to its limit.
   *
   * @throws EOFException if the file ends before
   */
  public void read(long at, ByteBuffer target) throws IOException {
    long end = at + target.remaining();
    channel.position(at);
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the file ends before byte " + end);
      }
    }
  }

  /**
   * Copies a range to where the output stands.
   *
   * @param to behind its last byte
   * @param progress is told how many bytes the output has, after every mebibyte at least
   * @throws EOFException if the file ends before
   */
  public void copy(long from, long to, PatchableOutput out, LongConsumer progress)
      throws IOException {
    if (piece.capacity() == 0) {
      piece = ByteBuffer.allocateDirect((int) Math.min(PIECE_BYTES, sizeBytes));
    }
    for (long at = from; at < to; at += piece.limit()) {
      piece.clear().limit((int) Math.min(piece.capacity(), to - at));
      read(at, piece);
      out.write(piece.flip());
      progress.accept(out.position());
    }
  }
}
