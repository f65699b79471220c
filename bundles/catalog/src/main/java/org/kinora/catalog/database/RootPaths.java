package org.kinora.catalog.database;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Paths below the root as the tables hold them: relative, with {@code /} between names. On Linux a
 * name is any bytes, and some are no text in the encoding of this process. Such a path is held as
 * its URI has it, with {@code %} and two digits for a byte, behind {@code //}, which no other path
 * begins with. So it can be found again on the disk.
 *
 * @param root absolute
 */
record RootPaths(Path root) {
  private static final String ESCAPED = "//";
  private static final String ROOT_ITSELF = ".";

  /** The name of the root or of a path below it. */
  String name(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path relative = root.relativize(absolute);
    if (!isText(relative)) {
      return ESCAPED + location(absolute).substring(location(root).length() + 1);
    }
    String name = relative.toString();
    return name.isEmpty() ? ROOT_ITSELF : name.replace(root.getFileSystem().getSeparator(), "/");
  }

  /** The path with that name; the inverse of {@link #name}. */
  Path path(String name) {
    return name.startsWith(ESCAPED)
        ? Path.of(URI.create(location(root) + "/" + name.substring(ESCAPED.length())))
        : root.resolve(name);
  }

  /** The paths with those names. */
  List<Path> paths(List<String> names) {
    return names.stream().map(this::path).toList();
  }

  /** A URI, without the slash that stands behind a directory as long as there is one. */
  private static String location(Path path) {
    return path.toUri().toString().replaceFirst("/$", "");
  }

  /** Whether a path comes back from its text, in which every character is one. */
  static boolean isText(Path path) {
    String text = path.toString();
    try {
      return StandardCharsets.UTF_8.newEncoder().canEncode(text)
          && path.getFileSystem().getPath(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
