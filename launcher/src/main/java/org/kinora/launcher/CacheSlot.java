package org.kinora.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One directory of the cache, held by this process alone. A framework's storage serves one process
 * at a time, so a second one takes the next directory, and both stay warm for later runs. The
 * operating system lets go of the lock when the process ends, however it ends.
 */
final class CacheSlot implements Closeable {
  private static final int MOST = 100;

  private final Path directory;
  private final FileChannel lock;

  private CacheSlot(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the first directory that nobody holds.
   *
   * @param cache made if it is not there
   * @throws LaunchException if the cache cannot be written
   */
  static CacheSlot take(Path cache) throws LaunchException {
    try {
      for (int i = 0; i < MOST; i++) {
        Path directory = Files.createDirectories(cache.resolve("cache-" + i));
        FileChannel lock =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(lock)) {
          return new CacheSlot(directory, lock);
        }
        lock.close();
      }
    } catch (IOException e) {
      throw new LaunchException(
          "the cache " + cache + " cannot be used; choose another with --cache DIR", e);
    }
    throw new LaunchException(MOST + " processes hold all of the cache " + cache);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /** The framework's storage. */
  Path storage() {
    return directory.resolve("framework");
  }

  /** Where log files go. */
  Path logs() {
    return directory.resolve("log");
  }

  /** The note of what the framework's storage was filled from. */
  Path installed() {
    return directory.resolve("installed.properties");
  }

  /** Lets other processes take it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
