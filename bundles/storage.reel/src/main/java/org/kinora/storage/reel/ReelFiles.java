package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The files of a recording: their names, and the header that they share. */
final class ReelFiles {
  static final String LOG = "data.reel";

  private static final String ANY_INDEX = "index-*.reel";

  /** Indexes whose headers are looked at before giving up. */
  private static final int MOST_INDEXES = 16;

  private ReelFiles() {}

  static String index(int trackId) {
    return "index-" + trackId + ".reel";
  }

  /**
   * The header of the log or, where that is damaged, the header of an index; empty if there is no
   * log or no header.
   *
   * @throws MediaException IO_ERROR
   */
  static Optional<FileHeader> header(Path directory) throws MediaException {
    Path log = directory.resolve(LOG);
    if (!Files.isRegularFile(log)) {
      return Optional.empty();
    }
    try (ReadableFile file = ReadableFile.open(log)) {
      return header(file);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, log + " cannot be read: " + e, e);
    }
  }

  /**
   * The same for a log that is open.
   *
   * @throws MediaException IO_ERROR
   */
  static Optional<FileHeader> header(ReadableFile log) throws MediaException {
    Optional<FileHeader> header =
        FileHeader.decode(FileHeader.Role.LOG, log.read(0, FileHeader.BYTES));
    if (header.isPresent()) {
      return header;
    }
    Path directory = log.path().toAbsolutePath().getParent();
    try {
      return directory == null ? Optional.empty() : indexHeader(directory);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, directory + " cannot be read: " + e, e);
    }
  }

  private static Optional<FileHeader> indexHeader(Path directory) throws IOException {
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(directory, ANY_INDEX)) {
      Iterator<Path> paths = indexes.iterator();
      for (int n = 0; n < MOST_INDEXES && paths.hasNext(); n++) {
        Path path = paths.next();
        if (Files.isRegularFile(path)) {
          Optional<FileHeader> header = indexHeaderOf(path);
          if (header.isPresent()) {
            return header;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<FileHeader> indexHeaderOf(Path path) throws IOException {
    try (ReadableFile file = ReadableFile.open(path)) {
      return FileHeader.decode(FileHeader.Role.INDEX, file.read(0, FileHeader.BYTES));
    }
  }
}
