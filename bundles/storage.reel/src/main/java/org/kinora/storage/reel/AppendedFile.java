package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows at its end. */
final class AppendedFile implements Closeable {
  private final FileChannel channel;

  private AppendedFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes an empty file that does not exist yet. */
  static AppendedFile create(Path path) throws IOException {
    return new AppendedFile(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Appends all buffers from position to limit, in this order; moves their positions. */
  void append(ByteBuffer... bytes) throws IOException {
    long left = 0;
    for (ByteBuffer buffer : bytes) {
      left += buffer.remaining();
    }
    while (left > 0) {
      left -= channel.write(bytes);
    }
  }

  /** Makes what was appended survive a loss of power. */
  void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
