package org.kinora.dataset.nextmetal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/** The video out of the ZIP, in a file of its own while it is read: media files open by name. */
final class UnpackedVideo implements Closeable {
  private static final String PREFIX = "kinora-";

  private final String name;
  private final Path file;
  private final RecordingReader reader;

  private UnpackedVideo(String name, Path file, RecordingReader reader) {
    this.name = name;
    this.file = file;
    this.reader = reader;
  }

  /**
   * Unpacks an entry and opens it. What comes before damage in the ZIP is kept.
   *
   * @throws MediaException IO_ERROR if there is no room for it; what opening it says
   */
  static UnpackedVideo open(Archive archive, ZipEntry entry, StorageFormat media, Faults faults)
      throws IOException {
    Path file = Files.createTempFile(PREFIX, null);
    try {
      checkRoom(archive, entry, file);
      try (InputStream in = archive.read(entry)) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (ZipException e) {
        faults.add(Severity.LOSS, entry.getName(), () -> "it is damaged: " + e.getMessage());
      }
      return new UnpackedVideo(entry.getName(), file, media.open(file));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void checkRoom(Archive archive, ZipEntry entry, Path file) throws IOException {
    long freeBytes = Files.getFileStore(file).getUsableSpace();
    if (entry.getSize() > freeBytes) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "%s: its %d bytes do not fit the directory for temporary files, %s, which has %d left"
              .formatted(archive.place(entry), entry.getSize(), file.getParent(), freeBytes));
    }
  }

  RecordingReader reader() {
    return reader;
  }

  /** Has the file checked; faults are placed in the entry. */
  void verify(FaultSink faults) throws IOException {
    String unpacked = String.valueOf(file.getFileName());
    reader.verify(
        fault ->
            faults.accept(
                new Fault(
                    fault.severity(), fault.place().replace(unpacked, name), fault.message())));
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
