package org.kinora.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

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
  private final PieceBuffers buffers;
  private boolean triedDirect;
  private @Nullable DirectPieces direct;
  private long position;

  /**
   * @param path where the file is
   * @param file the same, empty, to read and write; closed with this channel
   * @param buffers for what goes past the cache, used until {@link #force} or {@link #close}
   */
  OutputChannel(Path path, FileChannel file, PieceBuffers buffers) {
    this.path = path;
    this.file = file;
    this.buffers = buffers;
  }

  @Override
  public int write(ByteBuffer data) throws IOException {
    int size = data.remaining();
    DirectPieces pieces = direct();
    try {
      if (pieces == null) {
        writeOrdinarily(data, size);
      } else {
        int head = Math.min(size, pieces.bytesToBlock(position));
        writeOrdinarily(data, head);
        pieces.write(data, position);
        position += size - head;
      }
    } catch (IOException e) {
      throw failed(e);
    }
    return size;
  }

  private IOException failed(IOException e) {
    return e instanceof ClosedChannelException
        ? e
        : new MediaException(
            MediaError.IO_ERROR, path + " cannot be written: " + e.getMessage(), e);
  }

  private @Nullable DirectPieces direct() {
    if (!triedDirect && position >= ORDINARY_BYTES) {
      triedDirect = true;
      direct = DirectPieces.open(path, file, buffers).orElse(null);
    }
    return direct;
  }

  private void writeOrdinarily(ByteBuffer data, int size) throws IOException {
    DirectPieces.writeFully(file, data.slice(data.position(), size), position);
    data.position(data.position() + size);
    position += size;
  }

  private void drain() throws IOException {
    if (direct != null) {
      try {
        direct.drain();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** Brings all to the disk; what is written later goes the ordinary way. */
  void force() throws IOException {
    drain();
    closeDirect();
    try {
      file.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void closeDirect() throws IOException {
    if (direct != null) {
      DirectPieces pieces = direct;
      direct = null;
      pieces.close();
    }
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
      closeDirect();
    }
  }
}
