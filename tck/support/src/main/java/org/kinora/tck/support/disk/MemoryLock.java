package org.kinora.tck.support.disk;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** A lock of one channel on a file in memory. */
final class MemoryLock extends FileLock {
  private final Node.File file;
  private boolean valid = true;

  MemoryLock(FileChannel channel, Node.File file, long position, long size, boolean shared) {
    super(channel, position, size, shared);
    this.file = file;
  }

  @Override
  public synchronized boolean isValid() {
    return valid && acquiredBy().isOpen();
  }

  @Override
  public synchronized void release() {
    valid = false;
    synchronized (file.locks) {
      file.locks.remove(this);
    }
  }
}
