package org.kinora.tck.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory, to be read or to be written. */
public final class MemoryFile implements SeekableByteChannel {
  private final long limitBytes;
  private byte[] bytes;
  private int size;
  private long position;
  private boolean open = true;

  private MemoryFile(byte[] bytes, int size, long limitBytes) {
    this.bytes = bytes;
    this.size = size;
    this.limitBytes = limitBytes;
  }

  /** An empty file. */
  public static MemoryFile empty() {
    return limitedTo(Integer.MAX_VALUE);
  }

  /** An empty file; writing more than so much is an {@link IllegalStateException}. */
  public static MemoryFile limitedTo(long limitBytes) {
    return new MemoryFile(new byte[0], 0, limitBytes);
  }

  /** A file to be read: the first bytes of an array, which is not copied. */
  public static MemoryFile of(byte[] bytes, int sizeBytes) {
    return new MemoryFile(bytes, sizeBytes, 0);
  }

  /** What is in it. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    int count = Math.min(target.remaining(), size - (int) position);
    target.put(bytes, (int) position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    requireWritable();
    int count = source.remaining();
    long end = position + count;
    if (end > limitBytes) {
      throw new IllegalStateException("more than " + limitBytes + " bytes are written");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(limitBytes, Math.max(end, 2L * bytes.length)));
    }
    source.get(bytes, (int) position, count);
    position = end;
    size = Math.max(size, (int) end);
    return count;
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition);
    }
    position = newPosition;
    return this;
  }

  /** Also of a file that is closed. */
  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) throws IOException {
    requireWritable();
    if (newSize < size) {
      Arrays.fill(bytes, (int) newSize, size, (byte) 0);
      size = (int) newSize;
    }
    position = Math.min(position, newSize);
    return this;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private void requireWritable() throws ClosedChannelException {
    requireOpen();
    if (limitBytes == 0) {
      throw new NonWritableChannelException();
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
