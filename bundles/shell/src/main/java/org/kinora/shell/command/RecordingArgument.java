package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.catalog.Catalog;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Parameters;

/** The argument that names a recording. */
final class RecordingArgument {
  private static final int MOST_NAMES = 3;

  @Parameters(
      index = "0",
      paramLabel = "REC",
      description =
          "A recording's id, or the path of a recording or media file. A word without / is an id"
              + " first, then a file in the working directory.")
  String text = "";

  /** Opens it; the caller closes the session. */
  PlaybackSession open(Invocation at) throws IOException {
    return at.platform().playback().open(resolve(text, at));
  }

  /** Where it lies. */
  Path resolve(Invocation at) throws IOException {
    return resolve(text, at);
  }

  /** Whether an argument is a path whatever is there. */
  static boolean isPath(String argument) {
    return argument.indexOf('/') >= 0 || argument.startsWith(".") || argument.startsWith("~");
  }

  /**
   * Turns an argument into a place. An id is checked before the disk is touched.
   *
   * @throws MediaException ID_INVALID; DIR_NOT_FOUND if a bare word is neither id nor file
   */
  static Path resolve(String argument, Invocation at) throws IOException {
    if (isPath(argument)) {
      return at.path(argument);
    }
    Catalog catalog = at.platform().catalog();
    Path inCatalog = inCatalog(catalog, argument);
    if (Files.exists(inCatalog)) {
      return inCatalog;
    }
    Path file = at.path(argument);
    if (Files.exists(file)) {
      return file;
    }
    throw new MediaException(
        MediaError.DIR_NOT_FOUND,
        "there is no recording '%s' in %s and no such file in %s%s"
            .formatted(
                argument, catalog.root(), at.directory(), beginning(catalog.root(), argument)));
  }

  /** What is there that an id may be the beginning of, in words. */
  private static String beginning(Path root, String id) throws IOException {
    if (!Files.isDirectory(root)) {
      return "";
    }
    try (Stream<Path> entries = Files.list(root)) {
      String names =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.startsWith(id))
              .sorted()
              .limit(MOST_NAMES)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "" : "; there is " + names;
    }
  }

  private static Path inCatalog(Catalog catalog, String id) throws IOException {
    try {
      return catalog.resolve(id);
    } catch (MediaException e) {
      if (e.code() == MediaError.ID_INVALID) {
        throw new MediaException(e.code(), e.getMessage() + "; if it is a file, write ./" + id, e);
      }
      throw e;
    }
  }
}
