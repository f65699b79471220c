package org.kinora.tck.support.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk in memory does what the disk of this machine does. */
class MemoryFileSystemTest {
  private static final int STEPS = 1_500;
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "d/a", "d/b", "d/e", "d/e/a", "f/a", "a/a", "./c");

  private static final List<Set<? extends OpenOption>> WAYS =
      List.of(
          Set.of(StandardOpenOption.READ),
          Set.of(StandardOpenOption.WRITE),
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE),
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
          Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          Set.of(
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));

  private static final List<CopyOption[]> MOVES =
      List.of(
          new CopyOption[] {},
          new CopyOption[] {StandardCopyOption.REPLACE_EXISTING},
          new CopyOption[] {StandardCopyOption.ATOMIC_MOVE});

  @Test
  void anything_random_isAsOnTheRealDisk(@TempDir Path real) throws IOException {
    long seed = new Random().nextLong();
    Path memory = Files.createDirectory(MemoryDisk.sound().root().resolve("top"));
    Random inMemory = new Random(seed);
    Random onDisk = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String what = "seed " + seed + ", step " + step + ", ";
      String outcome = outcome(real, onDisk);
      assertEquals(outcome, outcome(memory, inMemory), what);
      assertEquals(tree(real), tree(memory), what + outcome);
    }
  }

  /** One step: what it returned, or how it failed. */
  private static String outcome(Path root, Random random) {
    Path path = pick(root, random);
    Path other = pick(root, random);
    int action = random.nextInt(10);
    String[] said = {
      "action %d on %s, %s: ".formatted(action, name(root, path), name(root, other))
    };
    try {
      switch (action) {
        case 0 -> Files.createDirectory(path);
        case 1 -> Files.delete(path);
        case 2 -> Files.move(path, other, MOVES.get(random.nextInt(MOVES.size())));
        case 3 -> Files.copy(path, other, MOVES.get(random.nextInt(2)));
        case 4 -> said[0] += list(path);
        case 5 -> said[0] += attributes(path);
        default -> useChannel(path, random, said);
      }
    } catch (IOException | RuntimeException e) {
      return said[0] + failure(e);
    }
    return said[0];
  }

  private static Path pick(Path root, Random random) {
    return root.resolve(NAMES.get(random.nextInt(NAMES.size())));
  }

  private static String name(Path root, Path path) {
    return root.normalize().relativize(path.normalize()).toString();
  }

  /** What Java leaves to the system's own words is told apart by no class. */
  private static String failure(Exception e) {
    if (e instanceof NotDirectoryException) {
      return FileSystemException.class.getSimpleName();
    }
    return e instanceof FileSystemException || e instanceof RuntimeException
        ? e.getClass().getSimpleName()
        : "IOException";
  }

  private static String list(Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "[a-d]*")) {
      paths.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names.toString();
  }

  private static String attributes(Path path) throws IOException {
    return "%b %b %b %d"
        .formatted(
            Files.exists(path),
            Files.isDirectory(path),
            Files.isRegularFile(path),
            Files.isDirectory(path) ? 0 : Files.size(path));
  }

  private static void useChannel(Path path, Random random, String[] said) throws IOException {
    try (FileChannel channel = FileChannel.open(path, WAYS.get(random.nextInt(WAYS.size())))) {
      if (Files.isDirectory(path)) { // whose size is the system's own affair
        channel.force(true);
        return;
      }
      for (int i = random.nextInt(4); i >= 0; i--) {
        try {
          said[0] += use(channel, random) + " ";
        } catch (RuntimeException e) {
          said[0] += failure(e) + " ";
        }
      }
    }
  }

  private static String use(FileChannel channel, Random random) throws IOException {
    int size = random.nextInt(4) * 400;
    long at = random.nextInt(2_000);
    byte[] bytes = new byte[size];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    switch (random.nextInt(10)) {
      case 0 -> {
        return channel.read(buffer) + ": " + Arrays.hashCode(bytes);
      }
      case 1 -> {
        return channel.read(buffer, at) + ": " + Arrays.hashCode(bytes);
      }
      case 2 -> {
        random.nextBytes(bytes);
        return channel.write(buffer) + " to " + channel.position();
      }
      case 3 -> {
        random.nextBytes(bytes);
        return channel.write(buffer, at) + " of " + channel.size();
      }
      case 4 -> {
        random.nextBytes(bytes);
        ByteBuffer[] parts = {buffer.duplicate(), buffer.duplicate().limit(size / 2), buffer};
        return channel.write(parts, 1, 2) + " left " + parts[1].remaining();
      }
      case 5 -> {
        ByteBuffer[] parts = {ByteBuffer.allocate(7), buffer};
        return channel.read(parts) + ": " + Arrays.hashCode(bytes);
      }
      case 6 -> {
        return channel.truncate(at).position() + " of " + channel.size();
      }
      case 7 -> {
        channel.force(true);
        return channel.position(at).position() + " of " + channel.size();
      }
      default -> {
        return "size " + channel.size();
      }
    }
  }

  /** All files with their bytes, and all directories. */
  private static List<String> tree(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.sorted().toList()) {
        String content =
            Files.isDirectory(path) ? "/" : ": " + Arrays.hashCode(Files.readAllBytes(path));
        lines.add(root.relativize(path) + content);
      }
    }
    return lines;
  }
}
