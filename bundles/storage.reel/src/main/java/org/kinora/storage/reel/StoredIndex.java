package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A track's index as it lies on the disk: 64 entries a page, 256 KiB of pages at hand. Safe for
 * many threads.
 */
final class StoredIndex implements Closeable {
  private static final int PAGE_ENTRIES = 64;
  private static final int PAGES = 64;

  private final ReadableFile file;
  private final long salt;
  private final Recent<ByteBuffer> pages = new Recent<>(PAGES);

  private StoredIndex(ReadableFile file, long salt) {
    this.file = file;
    this.salt = salt;
  }

  /** An entry whose checksum is wrong; the log has to be asked instead. */
  static final class DamagedEntry extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedEntry(String place) {
      super(place + " is damaged");
    }
  }

  /** Opens a track's index; empty if there is none that belongs to this recording. */
  static Optional<StoredIndex> open(Path path, int track, long salt) throws IOException {
    ReadableFile file;
    try {
      file = ReadableFile.open(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, path + " cannot be opened: " + e, e);
    }
    try {
      FileHeader expected = new FileHeader(FileHeader.Role.INDEX, track, salt);
      if (FileHeader.decode(FileHeader.Role.INDEX, file.read(0, FileHeader.BYTES))
          .equals(Optional.of(expected))) {
        return Optional.of(new StoredIndex(file, salt));
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  /** Whole entries, valid or not. */
  int count() {
    long entries = (file.sizeBytes() - FileHeader.BYTES) / IndexEntry.BYTES;
    return (int) Math.min(Integer.MAX_VALUE, entries);
  }

  /**
   * Entry {@code n}.
   *
   * @throws DamagedEntry if its checksum is wrong
   */
  IndexEntry entry(int n) throws IOException {
    ByteBuffer page = pages.get(n / PAGE_ENTRIES, this::page);
    int at = n % PAGE_ENTRIES * IndexEntry.BYTES;
    if (at + IndexEntry.BYTES > page.limit()) {
      throw new DamagedEntry(place(n)); // the file shrank
    }
    return IndexEntry.decode(salt, page, at).orElseThrow(() -> new DamagedEntry(place(n)));
  }

  private ByteBuffer page(long number) throws IOException {
    int bytes = PAGE_ENTRIES * IndexEntry.BYTES;
    return file.read(FileHeader.BYTES + number * bytes, bytes);
  }

  private String place(int n) {
    return file.path() + ", entry " + n;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
