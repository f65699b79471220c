package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The disk of this machine. */
final class FileDisk implements Disk {
  private final Path directory;
  private final List<Path> created = new ArrayList<>();

  FileDisk(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @Override
  public void createDirectory() throws IOException {
    Files.createDirectory(directory);
    created.add(directory);
  }

  @Override
  public File createFile(String name) throws IOException {
    Path file = directory.resolve(name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    created.add(0, file);
    return new ChannelFile(channel);
  }

  @Override
  public void syncNames() throws IOException {
    syncNames(directory);
    Path parent = directory.getParent();
    if (parent != null) {
      syncNames(parent);
    }
  }

  /** Windows does not let a directory be opened; its names need no sync. */
  private static void syncNames(Path directory) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException notHere) {
      return;
    }
    try (names) {
      names.force(true);
    }
  }

  @Override
  public void discard() throws IOException {
    for (Path path : created) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private record ChannelFile(FileChannel channel) implements File {
    @Override
    public void append(ByteBuffer... bytes) throws IOException {
      long left = 0;
      for (ByteBuffer buffer : bytes) {
        left += buffer.remaining();
      }
      while (left > 0) {
        left -= channel.write(bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
