package org.kinora.storage.rf1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that were read last, open: looking a time up goes back to those that opening has read,
 * and reading stays with the packets of one segment. No more than a few, for a month of recording
 * is thousands. One thread at a time.
 */
final class OpenFiles implements Closeable {
  private static final int MOST = 8;

  private final Map<Path, FileChannel> channels = new LinkedHashMap<>(2 * MOST, 0.75f, true);

  /** A file to read, good until the next call. */
  FileChannel get(Path file) throws IOException {
    FileChannel open = channels.get(file);
    if (open != null && open.isOpen()) {
      return open;
    }
    FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
    channels.put(file, opened);
    if (channels.size() > MOST) {
      Iterator<FileChannel> eldest = channels.values().iterator();
      FileChannel closing = eldest.next();
      eldest.remove();
      closing.close();
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (FileChannel channel : channels.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    channels.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
