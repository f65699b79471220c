package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds open, as Linux tells it. */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /** The open files below a directory. */
  static List<Path> below(Path directory) throws IOException {
    List<Path> open = new ArrayList<>();
    Path real = directory.toRealPath();
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      for (Path descriptor : descriptors.toList()) {
        try {
          Path file = Files.readSymbolicLink(descriptor);
          if (file.startsWith(real)) {
            open.add(file);
          }
        } catch (NoSuchFileException e) {
          // It was that of the list itself.
        }
      }
    }
    return open;
  }
}
