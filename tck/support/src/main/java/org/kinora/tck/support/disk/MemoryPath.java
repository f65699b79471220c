package org.kinora.tck.support.disk;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path with the syntax of Unix. The empty path is one relative, empty name. */
final class MemoryPath implements Path {
  private final MemoryFileSystem fileSystem;
  private final boolean absolute;
  private final List<String> names;

  private MemoryPath(MemoryFileSystem fileSystem, boolean absolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = !absolute && names.isEmpty() ? List.of("") : List.copyOf(names);
  }

  static MemoryPath parse(MemoryFileSystem fileSystem, String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new MemoryPath(fileSystem, path.startsWith("/"), names);
  }

  /** A path of the same file system. */
  static MemoryPath of(Path path) {
    if (path instanceof MemoryPath memory) {
      return memory;
    }
    throw new ProviderMismatchException(path + " is not of a disk in memory");
  }

  private MemoryPath with(boolean isAbsolute, List<String> other) {
    return new MemoryPath(fileSystem, isAbsolute, other);
  }

  private boolean isEmpty() {
    return !absolute && names.equals(List.of(""));
  }

  @Override
  public MemoryFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable MemoryPath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable MemoryPath getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable MemoryPath getParent() {
    if (names.size() > 1) {
      return with(absolute, names.subList(0, names.size() - 1));
    }
    return names.isEmpty() ? null : getRoot();
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public MemoryPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public MemoryPath subpath(int begin, int end) {
    if (begin < 0 || begin >= end || end > names.size()) {
      throw new IllegalArgumentException("names %d to %d of %s".formatted(begin, end, this));
    }
    return with(false, names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof MemoryPath that
        && that.fileSystem == fileSystem
        && that.absolute == absolute
        && that.names.size() <= names.size()
        && names.subList(0, that.names.size()).equals(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof MemoryPath that) || that.fileSystem != fileSystem) {
      return false;
    }
    int more = names.size() - that.names.size();
    return that.absolute
        ? equals(that)
        : more >= 0 && names.subList(more, names.size()).equals(that.names);
  }

  @Override
  public MemoryPath normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean canGoUp = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
      if (name.equals("..") && (canGoUp || absolute)) {
        if (canGoUp) {
          kept.remove(kept.size() - 1);
        }
      } else if (!name.equals(".") && !name.isEmpty()) {
        kept.add(name);
      }
    }
    return with(absolute, kept);
  }

  @Override
  public MemoryPath resolve(Path other) {
    MemoryPath that = of(other);
    if (that.absolute || isEmpty()) {
      return that;
    }
    if (that.isEmpty()) {
      return this;
    }
    List<String> both = new ArrayList<>(names);
    both.addAll(that.names);
    return with(absolute, both);
  }

  @Override
  public MemoryPath relativize(Path other) {
    MemoryPath that = of(other);
    if (that.absolute != absolute) {
      throw new IllegalArgumentException(other + " and " + this + " are of different kinds");
    }
    if (isEmpty()) {
      return that;
    }
    int common = 0;
    while (common < Math.min(names.size(), that.names.size())
        && names.get(common).equals(that.names.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    for (int i = common; i < names.size(); i++) {
      way.add("..");
    }
    way.addAll(that.isEmpty() ? List.of() : that.names.subList(common, that.names.size()));
    return with(false, way);
  }

  @Override
  public URI toUri() {
    try {
      return new URI(fileSystem.provider().getScheme(), null, toAbsolutePath().toString(), null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public MemoryPath toAbsolutePath() {
    return absolute ? this : with(true, isEmpty() ? List.of() : names);
  }

  @Override
  public MemoryPath toRealPath(LinkOption... options) throws IOException {
    fileSystem.provider().checkAccess(this);
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nobody watches a disk in memory");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemoryPath that
        && that.fileSystem == fileSystem
        && that.absolute == absolute
        && that.names.equals(names);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }

  /** The names from the root on. */
  List<String> names() {
    return toAbsolutePath().normalize().names;
  }
}
