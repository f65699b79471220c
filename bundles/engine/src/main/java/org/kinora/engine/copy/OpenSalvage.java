package org.kinora.engine.copy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.Salvage;

/**
 * What a container file still holds, open for reading.
 *
 * @param salvage usable until this is closed
 */
public record OpenSalvage(FileChannel channel, Salvage salvage) implements Closeable {
  private static final int HEAD_BYTES = 4096;

  /**
   * Looks into a file with the preferred plugin that knows its kind.
   *
   * @throws MediaException DIR_NOT_FOUND, FORMAT_UNKNOWN, ARGUMENT_INVALID if it is being written,
   *     or as {@link FileRecovery#examine} says
   */
  public static OpenSalvage open(Path file, Providers providers) throws IOException {
    if (!Files.exists(file)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is nothing at " + file);
    }
    if (Files.isDirectory(file)) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN, file + " is a directory; only files are recovered");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      lock(file, channel);
      return new OpenSalvage(channel, examine(file, channel, providers));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    if (!TargetFile.lock(channel, true)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, file + " is being written now; end that first");
    }
  }

  private static Salvage examine(Path file, FileChannel channel, Providers providers)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {}
    head.flip();
    for (Provider<FileRecovery> provider : providers.recoveries()) {
      if (provider.service().accepts(head.asReadOnlyBuffer())) {
        return provider.service().examine(channel);
      }
    }
    throw new MediaException(
        MediaError.FORMAT_UNKNOWN,
        "no plugin recovers a file that begins as %s does; there are plugins for %s"
            .formatted(file, Providers.names(providers.recoveries(), "container")));
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (salvage instanceof Closeable lease) {
        lease.close();
      }
    }
  }
}
