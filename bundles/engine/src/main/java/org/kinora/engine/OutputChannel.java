package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A new file, written at the speed of the disk. A large one that is written forward goes past the
 * system's cache: that saves the system a copy, and the sync at the end nearly all of its time. The
 * ends of such a stretch, and what is written over, take the ordinary way.
 *
 * <p>One thread at a time. What could not be written fails that call or a later one, {@link #force}
 * at the latest.
 */
final class OutputChannel implements SeekableByteChannel {
  /** What a file begins with, and all of a small one, is written the ordinary way. */
  private static final long ORDINARY_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel file;
  private boolean triedDirect;
  private @Nullable DirectPieces direct;
  private long position;

  /**
   * @param path where the file is
   * @param file the same, empty, to read and write; closed with this channel
   */
  OutputChannel(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  @Override
  public int write(ByteBuffer data) throws IOException {
    int size = data.remaining();
    DirectPieces pieces = direct();
    if (pieces == null) {
      return writeOrdinarily(data, size);
    }
    int head = Math.min(size, pieces.bytesToBlock(position));
    writeOrdinarily(data, head);
    pieces.write(data, position);
    position += size - head;
    return size;
  }

  private @Nullable DirectPieces direct() throws IOException {
    if (!triedDirect && position >= ORDINARY_BYTES) {
      triedDirect = true;
      direct = DirectPieces.open(path).orElse(null);
    }
    return direct;
  }

  private int writeOrdinarily(ByteBuffer data, int size) throws IOException {
    writeFully(file, data.slice(data.position(), size), position);
    data.position(data.position() + size);
    position += size;
    return size;
  }

  /** Writes to a place in a file, however many calls that takes. */
  static void writeFully(FileChannel to, ByteBuffer data, long at) throws IOException {
    int start = data.position();
    while (data.hasRemaining()) {
      int ignored = to.write(data, at + data.position() - start);
    }
  }

  private void drain() throws IOException {
    if (direct != null) {
      direct.drainTo(file);
    }
  }

  /** Brings all to the disk. */
  void force() throws IOException {
    drain();
    file.force(true);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    drain();
    int size = file.read(into, position);
    position += Math.max(0, size);
    return size;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public OutputChannel position(long newPosition) throws IOException {
    if (newPosition != position) {
      drain();
      position = newPosition;
    }
    return this;
  }

  @Override
  public long size() throws IOException {
    drain();
    return file.size();
  }

  @Override
  public OutputChannel truncate(long size) throws IOException {
    drain();
    file.truncate(size);
    position = Math.min(position, size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  /** What was not forced may be lost. */
  @Override
  public void close() throws IOException {
    try (file) {
      if (direct != null) {
        direct.close();
      }
    }
  }
}
