package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Deletes, and only below the root. A directory first gets a hidden name, which is one step: a
 * crash leaves a recording that is whole, or one that is gone and whose remains the next rescan
 * deletes.
 */
final class Eraser {
  private static final String LEFTOVER_SUFFIX = ".kinora-deleted";

  private Eraser() {}

  /** Whether a name is that of a directory whose deletion was begun. */
  static boolean isLeftover(String name) {
    return name.startsWith(".") && name.endsWith(LEFTOVER_SUFFIX);
  }

  /** Deletes a recording, a file or a directory with all that is in it. */
  static void erase(Path root, Path path) throws IOException {
    checkBelow(root, path);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Path name = path.getFileName();
    Path leftover =
        path.resolveSibling("." + (RootPaths.isText(name) ? name : "unnamed") + LEFTOVER_SUFFIX);
    eraseTree(leftover);
    Files.move(path, leftover, StandardCopyOption.ATOMIC_MOVE);
    eraseTree(leftover);
  }

  /** Deletes the files of a segment that are there. */
  static void eraseFiles(Path root, List<Path> files) throws IOException {
    for (Path file : files) {
      checkBelow(root, file);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** No link and no {@code ..} may lead out of the root. */
  private static void checkBelow(Path root, Path path) throws IOException {
    Path place = path.toAbsolutePath().normalize();
    Path parent = place.getParent();
    if (parent == null || place.equals(root) || !place.startsWith(root)) {
      throw outside(path, root);
    }
    if (Files.exists(parent)
        && !parent.toRealPath().equals(root.toRealPath().resolve(root.relativize(parent)))) {
      throw outside(path, root);
    }
  }

  private static MediaException outside(Path path, Path root) {
    return new MediaException(MediaError.IO_ERROR, path + " is not below " + root);
  }

  /** Deletes a tree, if it is there. Links in it are deleted, not followed. */
  static void eraseTree(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, java.io.@org.jspecify.annotations.Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
