package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kinora.tck.support.disk.SimulatedDisk;

/**
 * Lets a writer write to a simulated disk.
 *
 * @param honest whether a sync is one; there are drives that only say so
 */
record PluggedDisk(SimulatedDisk disk, AtomicBoolean honest) implements Disk {
  PluggedDisk(SimulatedDisk disk) {
    this(disk, new AtomicBoolean(true));
  }

  @Override
  public void createDirectory() {}

  @Override
  public File createFile(String name) throws IOException {
    disk.create(name);
    return new PluggedFile(disk, name, honest);
  }

  @Override
  public void syncNames() throws IOException {
    disk.syncNames();
  }

  @Override
  public void discard() {}

  /** Puts files into a new directory. */
  static Path unpack(Map<String, byte[]> files, Path directory) throws IOException {
    Files.createDirectory(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    return directory;
  }

  private record PluggedFile(SimulatedDisk disk, String name, AtomicBoolean honest)
      implements File {
    @Override
    public void append(ByteBuffer... bytes) throws IOException {
      int size = 0;
      for (ByteBuffer buffer : bytes) {
        size += buffer.remaining();
      }
      ByteBuffer whole = ByteBuffer.allocate(size);
      for (ByteBuffer buffer : bytes) {
        whole.put(buffer);
      }
      disk.append(name, whole.flip());
    }

    @Override
    public void sync() throws IOException {
      if (honest.get()) {
        disk.sync(name);
      }
    }

    @Override
    public void close() {}
  }
}
