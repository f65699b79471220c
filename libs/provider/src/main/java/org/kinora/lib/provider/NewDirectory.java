package org.kinora.lib.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The directory of a recording that is being written. */
public final class NewDirectory {
  private final Path path;

  private NewDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes it.
   *
   * @throws MediaException TARGET_EXISTS, IO_ERROR
   */
  public static NewDirectory create(Path at) throws MediaException {
    try {
      Files.createDirectory(at);
    } catch (FileAlreadyExistsException e) {
      throw new MediaException(MediaError.TARGET_EXISTS, at + " is there already", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, at + " cannot be created: " + e, e);
    }
    return new NewDirectory(at);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Gives a file new contents in one step that lasts: a loss of power leaves the old or the new.
   */
  public void replace(String name, byte[] contents) throws IOException {
    Path next = path.resolve(name + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(contents);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        next,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(path);
  }

  /** Makes the names of its files, and its own, survive a loss of power. */
  public void forceNames() throws IOException {
    force(path);
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      force(parent);
    }
  }

  /**
   * Makes the names in a directory survive a loss of power, where the system lets one be opened;
   * Windows does not.
   */
  public static void force(Path directory) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (AccessDeniedException notHere) {
      return;
    }
    try (names) {
      names.force(true);
    }
  }

  /**
   * Removes it and all that is in it, so that nothing is in the way of another attempt.
   *
   * @param cause why; what stays in the way is suppressed in it
   */
  public void discard(Throwable cause) {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
