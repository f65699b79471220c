package org.kinora.lib.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Writes forward in large pieces, and over what was written before. One thread at a time; the
 * channel stays the caller's.
 */
public final class PatchableOutput {
  private static final int BUFFER_BYTES = 512 << 10;

  /** Data this large goes to the channel as it is: copying it would cost more than the call. */
  private static final int DIRECT_BYTES = 128 << 10;

  private final SeekableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final long start;
  private long flushed;

  /** Writes from the channel's position on, which counts as 0. */
  public PatchableOutput(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    start = channel.position();
  }

  /** How many bytes were written. */
  public long position() {
    return flushed + buffer.position();
  }

  /** Writes all of an array. */
  public void write(byte[] data) throws IOException {
    write(ByteBuffer.wrap(data));
  }

  /** Writes from position to limit; the position is moved to the limit. */
  public void write(ByteBuffer data) throws IOException {
    if (data.remaining() > buffer.remaining()) {
      flush();
    }
    if (data.remaining() >= DIRECT_BYTES) {
      flush();
      flushed += data.remaining();
      writeFully(data);
    } else {
      buffer.put(data);
    }
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

  /** Hands all to the channel. */
  public void flush() throws IOException {
    flushed += buffer.position();
    writeFully(buffer.flip());
    buffer.clear();
  }

  private void writeFully(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }
}
