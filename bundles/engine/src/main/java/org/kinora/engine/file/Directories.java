package org.kinora.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories as a whole. */
public final class Directories {
  private Directories() {}

  /** The bytes of all files in it. */
  public static long sizeBytes(Path directory) throws IOException {
    long sizeBytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizeBytes += Files.size(file);
      }
    }
    return sizeBytes;
  }

  /** Deletes it with all that is in it, if it is there; links are deleted, not followed. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Brings all files in it, and their names, to the disk. */
  public static void force(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.toList();
    }
    for (Path path : all) {
      if (Files.isDirectory(path)) {
        forceNames(path);
      } else {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.force(true);
        }
      }
    }
  }

  /** Brings the name of a file or directory to the disk, so that what was renamed stays so. */
  public static void forceName(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      forceNames(parent);
    }
  }

  private static void forceNames(Path directory) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException windows) {
      return; // opens no directories, and needs no such call
    }
    try (names) {
      names.force(true);
    }
  }

  /** Makes the directory that a path lies in, and those above it, and forces their names. */
  public static void createParents(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      createParents(parent);
      Files.createDirectories(parent);
      forceName(parent);
    }
  }

  /** The bytes that can still be written where a path is or would be. */
  public static long usableBytes(Path path) throws IOException {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }
}
