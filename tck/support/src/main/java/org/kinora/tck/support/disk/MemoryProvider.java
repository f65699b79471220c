package org.kinora.tck.support.disk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@link Files} asks of a disk in memory. */
final class MemoryProvider extends FileSystemProvider {
  private final MemoryDisk disk;

  MemoryProvider(MemoryDisk disk) {
    this.disk = disk;
  }

  @Override
  public String getScheme() {
    return "memory";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("a disk in memory has no address");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("a disk in memory has no address");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("a disk in memory has no address");
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    OpenFlags flags = OpenFlags.of(options);
    return new MemoryChannel(disk, disk.open(MemoryPath.of(path), flags), flags);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : disk.list(MemoryPath.of(directory))) {
      Path path = directory.resolve(name);
      if (filter.accept(path)) {
        found.add(path);
      }
    }
    return new Listing(found);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    disk.createDirectory(MemoryPath.of(directory));
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(MemoryPath.of(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    disk.find(MemoryPath.of(source));
    if (Files.exists(target) && isSameFile(source, target)) {
      return;
    }
    if (List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      Files.deleteIfExists(target);
    }
    if (Files.isDirectory(source)) {
      createDirectory(target);
    } else {
      try (InputStream in = newInputStream(source)) {
        Files.copy(in, target);
      }
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    List<CopyOption> given = List.of(options);
    disk.move(
        MemoryPath.of(source),
        MemoryPath.of(target),
        given.contains(StandardCopyOption.ATOMIC_MOVE),
        given.contains(StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return path.equals(other)
        || (other instanceof MemoryPath that
            && that.getFileSystem() == path.getFileSystem()
            && disk.find(that).equals(disk.find(MemoryPath.of(path))));
  }

  @Override
  public boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("a disk in memory has no store");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.find(MemoryPath.of(path));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(disk.find(MemoryPath.of(path)).attributes());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    BasicFileAttributes found = disk.find(MemoryPath.of(path)).attributes();
    Map<String, Object> all =
        Map.of(
            "size", found.size(),
            "isDirectory", found.isDirectory(),
            "isRegularFile", found.isRegularFile(),
            "lastModifiedTime", found.lastModifiedTime(),
            "fileKey", found.fileKey());
    List<String> wanted = List.of(names.replaceFirst("^basic:", "").split(",", -1));
    if (wanted.contains("*")) {
      return all;
    }
    Map<String, Object> some = new TreeMap<>(all);
    some.keySet().retainAll(wanted);
    return some;
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class
        ? type.cast(new View(disk, MemoryPath.of(path)))
        : null;
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException(name);
  }

  private record View(MemoryDisk disk, MemoryPath path) implements BasicFileAttributeView {
    @Override
    public String name() {
      return "basic";
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return disk.find(path).attributes();
    }

    @Override
    public void setTimes(
        @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
        throws IOException {
      if (modified != null) {
        disk.find(path).modifiedAt(modified);
      }
    }
  }

  /** The names that were there when the directory was opened. */
  private record Listing(List<Path> paths) implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {}
  }
}
