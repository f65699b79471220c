package org.kinora.tck.support.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An open file or directory of a disk in memory; of a directory only {@link #force} works. */
final class MemoryChannel extends FileChannel {
  private static final int PIECE_BYTES = 1 << 16;

  private final MemoryDisk disk;
  private final Node node;
  private final OpenFlags flags;
  private long position;

  MemoryChannel(MemoryDisk disk, Node node, OpenFlags flags) {
    this.disk = disk;
    this.node = node;
    this.flags = flags;
  }

  private Node.File readable() throws IOException {
    checkOpen();
    if (!flags.read()) {
      throw new NonReadableChannelException();
    }
    return file();
  }

  private Node.File writable() throws IOException {
    checkOpen();
    if (!flags.write()) {
      throw new NonWritableChannelException();
    }
    return file();
  }

  private Node.File file() throws IOException {
    if (node instanceof Node.File file) {
      return file;
    }
    throw new IOException("Is a directory");
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private static long notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " " + value);
    }
    return value;
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    int read = disk.read(readable(), position, into);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    notNegative(at, "position");
    return disk.read(readable(), at, into);
  }

  @Override
  public synchronized long read(ByteBuffer[] into, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, into.length);
    long all = 0;
    for (int i = offset; i < offset + count; i++) {
      if (into[i].hasRemaining()) {
        int read = read(into[i]);
        if (read < 0) {
          return all == 0 ? -1 : all;
        }
        all += read;
        if (into[i].hasRemaining()) {
          return all;
        }
      }
    }
    return all;
  }

  @Override
  public synchronized int write(ByteBuffer from) throws IOException {
    Node.File file = writable();
    long at = flags.append() ? file.sizeBytes() : position;
    int written = disk.write(file, at, from);
    position = at + written;
    return written;
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    notNegative(at, "position");
    return disk.write(writable(), flags.append() ? node.sizeBytes() : at, from);
  }

  /** One operation for all buffers. */
  @Override
  public synchronized long write(ByteBuffer[] from, int offset, int count) throws IOException {
    List<ByteBuffer> parts = List.of(from).subList(offset, offset + count);
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
    parts.forEach(part -> all.put(part.duplicate()));
    int written = write(all.flip());
    int left = written;
    for (ByteBuffer part : parts) {
      int taken = Math.min(left, part.remaining());
      part.position(part.position() + taken);
      left -= taken;
    }
    return written;
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return flags.append() ? node.sizeBytes() : position;
  }

  @Override
  public synchronized FileChannel position(long to) throws IOException {
    checkOpen();
    position = notNegative(to, "position");
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return node.sizeBytes();
  }

  @Override
  public synchronized FileChannel truncate(long sizeBytes) throws IOException {
    Node.File file = writable();
    disk.truncate(file, notNegative(sizeBytes, "size"));
    position = Math.min(position, sizeBytes);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    checkOpen();
    disk.sync(node);
  }

  @Override
  public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
    notNegative(at, "position");
    ByteBuffer piece =
        ByteBuffer.allocate((int) Math.min(notNegative(count, "count"), PIECE_BYTES));
    return disk.read(readable(), at, piece) <= 0 ? 0 : target.write(piece.flip());
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
    Node.File file = writable();
    if (notNegative(at, "position") > file.sizeBytes()) {
      return 0;
    }
    ByteBuffer piece =
        ByteBuffer.allocate((int) Math.min(notNegative(count, "count"), PIECE_BYTES));
    long done = 0;
    while (done < count && source.read(piece.clear().limit(pieceBytes(count - done))) > 0) {
      piece.flip();
      while (piece.hasRemaining()) {
        done += write(piece, at + done);
      }
    }
    return done;
  }

  private static int pieceBytes(long left) {
    return (int) Math.min(left, PIECE_BYTES);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long size) {
    throw new UnsupportedOperationException("a disk in memory maps nothing");
  }

  @Override
  public FileLock lock(long at, long size, boolean shared) throws IOException {
    FileLock lock = tryLock(at, size, shared);
    if (lock == null) {
      throw new IllegalStateException("within one process a lock is given or refused");
    }
    return lock;
  }

  @Override
  public @Nullable FileLock tryLock(long at, long size, boolean shared) throws IOException {
    Node.File file = shared ? readable() : writable();
    MemoryLock lock = new MemoryLock(this, file, at, size, shared);
    synchronized (file.locks) {
      if (file.locks.stream().anyMatch(held -> held.isValid() && held.overlaps(at, size))) {
        throw new OverlappingFileLockException();
      }
      file.locks.add(lock);
    }
    return lock;
  }

  @Override
  protected void implCloseChannel() {}
}
