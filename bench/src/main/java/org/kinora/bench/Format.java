package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.storage.jsonl.JsonlFormat;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.storage.rf1.Rf1Format;

/**
 * A format that is measured.
 *
 * @param name its name
 * @param service what opens and writes it
 * @param unsynced options of a writer that leaves it to the system when bytes reach the disk
 */
record Format(String name, StorageFormat service, Map<String, String> unsynced) {
  static final Format JSONL = new Format("jsonl", new JsonlFormat(), Map.of());
  static final Format RF1 = new Format("rf1", new Rf1Format(), Map.of());
  static final Format REEL = new Format("reel", new ReelFormat(), Map.of("durability", "none"));

  static List<Format> all() {
    return List.of(JSONL, RF1, REEL);
  }

  /** The format of that name. */
  static Format of(String name) {
    return all().stream().filter(format -> format.name().equals(name)).findAny().orElseThrow();
  }

  /** All files of a recording. */
  static List<Path> files(Path recording) throws IOException {
    try (Stream<Path> files = Files.walk(recording)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The largest file of a recording: where its samples are. */
  static Path samples(Path recording) throws IOException {
    try (Stream<Path> files = Files.list(recording)) {
      return files.max(Comparator.comparingLong(Format::sizeBytes)).orElseThrow();
    }
  }

  /** What all files of a recording hold. */
  static long totalBytes(Path recording) throws IOException {
    return files(recording).stream().mapToLong(Format::sizeBytes).sum();
  }

  /** Removes a recording, if it is there. */
  static void delete(Path recording) throws IOException {
    if (Files.exists(recording)) {
      try (Stream<Path> files = Files.walk(recording)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static long sizeBytes(Path file) {
    return file.toFile().length();
  }
}
