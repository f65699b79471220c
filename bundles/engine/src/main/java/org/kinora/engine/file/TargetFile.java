package org.kinora.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A file that appears under its name only when it is whole. Until {@link #commit} its bytes are in
 * {@code <name>.part}, locked against other writers; {@link #close} without a commit removes that.
 */
public final class TargetFile implements Closeable {
  /** The suffix of everything that is not whole yet. */
  public static final String PART = ".part";

  private final Path target;
  private final Path part;
  private final boolean overwrite;
  private final OutputChannel channel;
  private boolean ended;

  private TargetFile(Path target, Path part, boolean overwrite, OutputChannel channel) {
    this.target = target;
    this.part = part;
    this.overwrite = overwrite;
    this.channel = channel;
  }

  /**
   * Begins the file.
   *
   * @throws MediaException TARGET_EXISTS if it is there and may not be replaced, or if another job
   *     writes it; DIR_NOT_FOUND if its directory is not there
   */
  public static TargetFile create(Path target, boolean overwrite) throws IOException {
    return create(target, overwrite, new PieceBuffers());
  }

  /** The same with memory that is shared with other files, one of which is written at a time. */
  public static TargetFile create(Path target, boolean overwrite, PieceBuffers buffers)
      throws IOException {
    Path file = target.toAbsolutePath().normalize();
    checkDirectory(file);
    checkFree(file, overwrite);
    Path part = partOf(file);
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    try {
      if (!lock(channel, false)) {
        throw new TargetTakenException(file);
      }
      channel.truncate(0);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new TargetFile(file, part, overwrite, new OutputChannel(part, channel, buffers));
  }

  /**
   * Writes a small file in one step, in place of the one that was there.
   *
   * @throws MediaException DIR_NOT_FOUND if its directory is not there; TARGET_EXISTS if another
   *     job writes it
   */
  public static void write(Path target, byte[] content) throws IOException {
    try (TargetFile file = create(target, true)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.channel().write(bytes);
      }
      file.commit();
    }
  }

  /**
   * Begins a file that is made of another, which it never replaces.
   *
   * @throws MediaException as {@link #create}; ARGUMENT_INVALID if it would replace the source
   */
  public static TargetFile of(Path source, Path target, boolean overwrite) throws IOException {
    checkNotSource(source, target);
    return create(target, overwrite);
  }

  /**
   * The directory of a file must be there: a misspelt one is nothing to make.
   *
   * @param file absolute
   * @throws MediaException DIR_NOT_FOUND
   */
  public static void checkDirectory(Path file) throws MediaException {
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND,
          "cannot write %s: there is no directory %s; make it first".formatted(file, directory));
    }
  }

  /**
   * Neither the target nor the file that it is written to at first may be the source, or a file of
   * it but an earlier export.
   */
  public static void checkNotSource(Path source, Path target) throws IOException {
    for (Path written : List.of(target, partOf(target))) {
      if (Files.isRegularFile(written) && isOf(source, written)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "%s cannot be written: it would replace %s, of which it is made"
                .formatted(target, source));
      }
    }
  }

  private static boolean isOf(Path source, Path written) throws IOException {
    Path recorded = source.toRealPath();
    Path file = written.toRealPath();
    boolean recordedFile =
        file.startsWith(recorded) && !file.startsWith(OutputDirectory.exports(recorded));
    return recordedFile || Files.isSameFile(written, source);
  }

  /** Where the bytes of a target lie until it is whole. */
  public static Path partOf(Path target) {
    return target.resolveSibling(target.getFileName() + PART);
  }

  /** Refuses a target that is there, unless it may be replaced; a directory never may. */
  private static void checkFree(Path file, boolean overwrite) throws MediaException {
    if (Files.isDirectory(file) || (Files.exists(file) && !overwrite)) {
      throw new MediaException(MediaError.TARGET_EXISTS, file + " is there already");
    }
  }

  /**
   * Keeps a file for one who writes it, or several who read it, until the channel is closed.
   *
   * @return false if somebody else, in this process or another, does what does not go with that
   */
  public static boolean lock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Empty at first; closed by {@link #commit} or {@link #close}. */
  public SeekableByteChannel channel() {
    return channel;
  }

  /** Brings the bytes to the disk and releases what it took to write them. */
  public void force() throws IOException {
    channel.force();
  }

  /** Brings the bytes to the disk and gives the file its name. */
  public void commit() throws IOException {
    force();
    checkFree(target, overwrite);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "%s is not there any more: it was moved or removed while it was written".formatted(part),
          e);
    }
    ended = true;
    channel.close();
    Directories.forceName(target);
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    try (channel) {
      Files.deleteIfExists(part);
    }
  }
}
