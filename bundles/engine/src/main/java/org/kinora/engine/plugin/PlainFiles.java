package org.kinora.engine.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** What formats may be asked about: to open a pipe or a device can wait for ever. */
public final class PlainFiles {
  private PlainFiles() {}

  /**
   * Refuses a place that is neither a file nor a directory, and a directory that holds such a thing
   * by itself. Below directories in it formats look for themselves. A link is what it leads to.
   *
   * @throws MediaException FORMAT_UNKNOWN
   */
  public static void check(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      checkOne(at);
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(at)) {
      for (Path file : files) {
        checkOne(file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void checkOne(Path file) throws MediaException {
    if (!Files.isRegularFile(file) && !Files.isDirectory(file) && Files.exists(file)) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN,
          file + " is neither a file nor a directory; a pipe or a device is no recording");
    }
  }
}
