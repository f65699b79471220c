package org.kinora.tck.fuzz;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory that refuses to grow beyond a limit. */
final class MemoryFile implements SeekableByteChannel {
  private final long limitBytes;
  private byte[] bytes;
  private int size;
  private long position;

  /** A file that holds these bytes; they are not copied. */
  MemoryFile(byte[] content) {
    this(content, content.length);
  }

  /** An empty file. */
  MemoryFile(long limitBytes) {
    this(new byte[0], limitBytes);
  }

  private MemoryFile(byte[] content, long limitBytes) {
    this.limitBytes = limitBytes;
    bytes = content;
    size = content.length;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public int read(ByteBuffer target) {
    if (position >= size) {
      return -1;
    }
    int count = Math.min(target.remaining(), size - (int) position);
    target.put(bytes, (int) position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer source) {
    long end = position + source.remaining();
    if (end > limitBytes) {
      throw new IllegalStateException("more than " + limitBytes + " bytes are written");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(limitBytes, Math.max(end, 2L * bytes.length)));
    }
    int count = source.remaining();
    source.get(bytes, (int) position, count);
    position = end;
    size = Math.max(size, (int) end);
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    if (newSize < size) {
      Arrays.fill(bytes, (int) newSize, size, (byte) 0);
      size = (int) newSize;
    }
    position = Math.min(position, newSize);
    return this;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
