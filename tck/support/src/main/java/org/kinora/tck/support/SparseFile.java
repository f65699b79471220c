package org.kinora.tck.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose zeros take no place on the disk: where only zeros are written, and nothing else was
 * before, there is a hole, which reads as zeros.
 */
public final class SparseFile implements SeekableByteChannel {
  private static final int BLOCK_BYTES = 64 << 10;

  private final FileChannel file;
  private final ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES).asReadOnlyBuffer();
  private final ByteBuffer before = ByteBuffer.allocate(BLOCK_BYTES);
  private long size;

  private SparseFile(FileChannel file) throws IOException {
    this.file = file;
    size = file.size();
  }

  /** A new file. */
  public static SparseFile create(Path path) throws IOException {
    return new SparseFile(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      int blockBytes = Math.min(BLOCK_BYTES, source.remaining());
      ByteBuffer block = source.slice(source.position(), blockBytes);
      source.position(source.position() + blockBytes);
      long at = file.position();
      if (isZero(block) && isHole(at, blockBytes)) {
        file.position(at + blockBytes);
      } else {
        while (block.hasRemaining()) {
          int ignored = file.write(block);
        }
      }
      size = Math.max(size, at + blockBytes);
    }
    return count;
  }

  private boolean isZero(ByteBuffer block) {
    return zeros.slice(0, block.remaining()).mismatch(block) < 0;
  }

  private boolean isHole(long at, int sizeBytes) throws IOException {
    before.clear().limit(sizeBytes);
    for (long from = at; before.hasRemaining() && from < file.size(); ) {
      from += file.read(before, from);
    }
    return isZero(before.flip());
  }

  /** Lets the file reach to the end of a hole that is its end. */
  private void reachEnd() throws IOException {
    if (file.size() < size) {
      int ignored = file.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    reachEnd();
    return file.read(target);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    file.position(newPosition);
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) throws IOException {
    reachEnd();
    file.truncate(newSize);
    size = Math.min(size, newSize);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      reachEnd();
      file.close();
    }
  }
}
