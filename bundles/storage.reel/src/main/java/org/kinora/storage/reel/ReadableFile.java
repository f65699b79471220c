package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** A file that is read at any place. Safe for many threads. */
final class ReadableFile implements Source, Closeable {
  private final Path path;
  private final FileChannel channel;
  private final long sizeBytes;

  private ReadableFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    sizeBytes = channel.size();
  }

  /** Opens a file as it is; a missing one is the file system's own exception. */
  static ReadableFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ReadableFile(path, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The size when it was opened; a recording that is being written grows behind it. */
  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Reads into the buffer from its position until its limit or the end of the file.
   *
   * @throws MediaException IO_ERROR, CLOSED
   */
  void fill(ByteBuffer into, long from) throws MediaException {
    int start = into.position();
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, from + into.position() - start) < 0) {
          return;
        }
      }
    } catch (ClosedChannelException e) {
      throw new MediaException(MediaError.CLOSED, path + " was closed", e);
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR, "%s cannot be read at offset %d: %s".formatted(path, from, e), e);
    }
  }

  @Override
  public ByteBuffer read(long from, int bytes) throws MediaException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(bytes, sizeBytes - from)));
    fill(buffer, from);
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
