package org.kinora.storage.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** An index on the disk, as long as it was when it was opened; read at any place. */
final class IndexFile implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final long sizeBytes;

  private IndexFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    sizeBytes = channel.size();
  }

  /**
   * Opens it.
   *
   * @throws MediaException INDEX_NOT_FOUND, IO_ERROR
   */
  static IndexFile open(Path file) throws MediaException {
    try {
      return new IndexFile(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new MediaException(
          MediaError.INDEX_NOT_FOUND, file + " is missing; the samples' places stand in it", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, file + " cannot be opened: " + e, e);
    }
  }

  Path path() {
    return file;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** Reads once, at most until the buffer is full; returns how many bytes, -1 at the end. */
  int read(ByteBuffer into, long at) throws MediaException {
    try {
      return channel.read(into, at);
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR, "%s cannot be read at offset %d: %s".formatted(file, at, e), e);
    }
  }

  /**
   * Where the first line begins that does not begin before a place.
   *
   * @param reach how far to look
   * @return empty if no line ends before
   */
  OptionalLong lineStart(long at, int reach) throws MediaException {
    byte[] bytes = new byte[Math.min(reach, 512)];
    for (long from = at - 1; from < at + reach; from += bytes.length) {
      ByteBuffer block = ByteBuffer.wrap(bytes);
      while (block.hasRemaining() && read(block, from + block.position()) >= 0) {}
      for (int i = 0; i < block.position(); i++) {
        if (bytes[i] == '\n') {
          return OptionalLong.of(from + i + 1);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** The bytes of a range in order. Closing it closes nothing. */
  ReadableByteChannel range(long from, long to) {
    return new Range(from, to);
  }

  private final class Range implements ReadableByteChannel {
    private long at;
    private final long end;

    Range(long from, long to) {
      at = from;
      end = to;
    }

    @Override
    public int read(ByteBuffer into) throws MediaException {
      if (at >= end) {
        return -1;
      }
      int limit = into.limit();
      into.limit((int) Math.min(limit, into.position() + (end - at)));
      int count = IndexFile.this.read(into, at);
      into.limit(limit);
      at += Math.max(0, count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
