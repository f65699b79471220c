package org.kinora.tck.support.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;

/** The paths of a disk in memory. */
final class MemoryFileSystem extends FileSystem {
  private final MemoryProvider provider;

  MemoryFileSystem(MemoryDisk disk) {
    provider = new MemoryProvider(disk);
  }

  MemoryPath root() {
    return MemoryPath.parse(this, "/");
  }

  @Override
  public MemoryProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("a disk in memory stays");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return MemoryPath.parse(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  /** Patterns mean what they mean on the machine's own disk. */
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(Path.of(path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("a disk in memory has no users");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nobody watches a disk in memory");
  }
}
