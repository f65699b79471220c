package org.kinora.storage.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/** A film or sound of a session, opened. */
record MediaFile(String name, RecordingReader reader) implements Closeable {
  /**
   * Opens a file; one that is not there, or that is damaged beyond reading, costs what it holds.
   *
   * @param expected whether the session says that it has one
   */
  static Optional<MediaFile> open(
      SessionFolder folder, String name, StorageFormat media, boolean expected, Faults faults)
      throws IOException {
    Optional<Path> file = folder.file(name);
    if (file.isEmpty()) {
      if (expected) {
        faults.add(Severity.LOSS, name, () -> "it is not there");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(new MediaFile(name, media.open(file.get())));
    } catch (MediaException e) {
      if (e.code() == MediaError.IO_ERROR) {
        throw e;
      }
      faults.add(Severity.LOSS, name, () -> "it does not open: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Its first track of a kind. */
  Optional<Track> first(Class<? extends TrackFormat> kind) {
    return reader.info().tracks().stream()
        .filter(track -> kind.isInstance(track.format()))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
