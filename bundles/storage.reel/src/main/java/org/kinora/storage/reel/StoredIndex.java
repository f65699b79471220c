package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A track's index as it lies on the disk: 64 entries a page, 64 pages at hand. Safe for many
 * threads.
 */
final class StoredIndex implements Closeable {
  private static final int PAGE_ENTRIES = 64;
  private static final int PAGES = 64;

  private final ReadableFile file;
  private final long salt;
  private final Recent<Page> pages = new Recent<>(PAGES);

  private StoredIndex(ReadableFile file, long salt) {
    this.file = file;
    this.salt = salt;
  }

  /**
   * Some entries as they were read, and those of them that were asked for. Two threads that ask at
   * once decode the same.
   */
  private static final class Page {
    private final ByteBuffer bytes;
    private final @Nullable IndexEntry[] entries = new IndexEntry[PAGE_ENTRIES];

    Page(ByteBuffer bytes) {
      this.bytes = bytes;
    }
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
    Page page = pages.get(n / PAGE_ENTRIES, this::page);
    IndexEntry known = page.entries[n % PAGE_ENTRIES];
    return known == null ? decode(page, n) : known;
  }

  private IndexEntry decode(Page page, int n) throws DamagedEntry {
    int at = n % PAGE_ENTRIES * IndexEntry.BYTES;
    if (at + IndexEntry.BYTES > page.bytes.limit()) {
      throw new DamagedEntry(place(n)); // the file shrank
    }
    IndexEntry entry =
        IndexEntry.decode(salt, page.bytes, at).orElseThrow(() -> new DamagedEntry(place(n)));
    page.entries[n % PAGE_ENTRIES] = entry;
    return entry;
  }

  private Page page(long number) throws IOException {
    int bytes = PAGE_ENTRIES * IndexEntry.BYTES;
    return new Page(file.read(FileHeader.BYTES + number * bytes, bytes));
  }

  private String place(int n) {
    return file.path() + ", entry " + n;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
