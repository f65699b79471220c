package org.kinora.lib.output;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Writes forward in large pieces, and over what was written before. One thread at a time; the
 * channel stays the caller's.
 */
public final class PatchableOutput {
  /**
   * A piece ends at a multiple of this in the file, so that the system caches it as one stretch of
   * memory; larger ones fall out of the processor's cache between one's copy and the system's.
   */
  private static final int BUFFER_BYTES = 128 << 10;

  private final SeekableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final long start;
  private long flushed;

  /** Writes from the channel's position on, which counts as 0. */
  public PatchableOutput(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    start = channel.position();
    emptyBuffer();
  }

  /** How many bytes were written. */
  public long position() {
    return flushed + buffer.position();
  }

  /** Writes all of an array. */
  public void write(byte[] data) throws IOException {
    write(ByteBuffer.wrap(data));
  }

  /** Writes from position to limit; the buffer is left as it was. */
  public void write(ByteBuffer data) throws IOException {
    int at = data.position();
    while (at < data.limit()) {
      int size = Math.min(data.limit() - at, buffer.remaining());
      if (size == BUFFER_BYTES && data.isDirect()) {
        writeFully(data.slice(at, size)); // a whole piece needs no copy
        flushed += size;
      } else {
        buffer.put(buffer.position(), data, at, size).position(buffer.position() + size);
        if (!buffer.hasRemaining()) {
          flush();
        }
      }
      at += size;
    }
  }

  /**
   * Hands data to the channel by itself, behind all that was written before. If the process is
   * killed meanwhile, the file holds a beginning of it.
   *
   * @param data left as it was
   */
  public void writeAtOnce(ByteBuffer data) throws IOException {
    flush();
    writeFully(data.duplicate());
    flushed += data.remaining();
    emptyBuffer();
  }

  /** Writes over bytes that were written before. */
  public void patch(long at, byte[] data) throws IOException {
    if (at >= flushed) {
      buffer.put((int) (at - flushed), data);
      return;
    }
    flush();
    channel.position(start + at);
    writeFully(ByteBuffer.wrap(data));
    channel.position(start + flushed);
  }

  /**
   * Moves all that was written from a place on towards the end; what the gap then holds is to be
   * written by {@link #patch}.
   *
   * @param from the first byte to move
   * @param distance in bytes, above 0
   * @throws java.nio.channels.NonReadableChannelException if the channel is for writing only
   */
  public void moveTail(long from, long distance) throws IOException {
    flush();
    for (long end = flushed; end > from; ) {
      long begin = Math.max(from, end - BUFFER_BYTES);
      buffer.clear().limit((int) (end - begin));
      channel.position(start + begin);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException("the file ends before byte " + end + " while it is written");
        }
      }
      channel.position(start + begin + distance);
      writeFully(buffer.flip());
      end = begin;
    }
    flushed += distance;
    emptyBuffer();
    channel.position(start + flushed);
  }

  /** Hands all to the channel. */
  public void flush() throws IOException {
    int size = buffer.position();
    writeFully(buffer.flip());
    flushed += size;
    emptyBuffer();
  }

  private void emptyBuffer() {
    buffer.clear().limit(BUFFER_BYTES - (int) ((start + flushed) % BUFFER_BYTES));
  }

  private void writeFully(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      int ignored = channel.write(data);
    }
  }
}
