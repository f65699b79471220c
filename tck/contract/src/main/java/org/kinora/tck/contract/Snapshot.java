package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What lies below a place: names, sizes, modification times and checksums. Two snapshots are equal
 * if nothing was touched between them.
 */
record Snapshot(Map<String, String> entries) {
  static Snapshot of(Path root) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : everything(root)) {
        entries.put(root.relativize(path).toString(), describe(path));
      }
    }
    return new Snapshot(entries);
  }

  /** The regular files at or below a place, in the order of their names. */
  static List<Path> files(Path root) throws IOException {
    return everything(root).stream().filter(Files::isRegularFile).toList();
  }

  /** Copies a file or a directory with all that is in it. */
  static Path copy(Path from, Path to) throws IOException {
    for (Path path : everything(from)) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
    return to;
  }

  private static List<Path> everything(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.sorted().toList();
    }
  }

  private static String describe(Path path) throws IOException {
    String modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toString();
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return "changed " + modified;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(Files.readAllBytes(path));
    return Files.size(path) + " bytes, changed " + modified + ", CRC " + checksum.getValue();
  }
}
