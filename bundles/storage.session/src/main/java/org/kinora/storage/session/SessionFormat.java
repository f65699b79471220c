package org.kinora.storage.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Format {@code session}: the folder that a capture tool leaves, with films of the screen and of a
 * webcam, sound, and a table of input events. See {@code docs/formats/session.md}. Folders in other
 * file systems than the machine's own are refused, for media files are opened by their names.
 */
@Component
@StorageFormatType(
    format = "session",
    format_reads = SessionFolder.VERSION,
    description = "capture session: a folder of frames.mp4, webcam.mp4, audio.wav, events.parquet")
public final class SessionFormat implements StorageFormat {
  private final StorageFormat media;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Called by Declarative Services.
   *
   * @param media opens the films and the sound
   */
  @Activate
  public SessionFormat(@Reference(target = "(format=container)") StorageFormat media) {
    this.media = media;
  }

  @Override
  public Probe probe(Path at) throws IOException {
    Optional<SessionFolder> folder = SessionFolder.find(at);
    if (folder.isEmpty()) {
      return new Probe.NoMatch(at + " is no folder of a capture session");
    }
    int version = folder.get().version();
    return version == SessionFolder.VERSION
        ? new Probe.Match(version)
        : new Probe.WrongVersion(version, SessionFolder.VERSION, SessionFolder.VERSION);
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no folder at " + at);
    }
    SessionFolder folder =
        SessionFolder.find(at)
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.FORMAT_UNKNOWN,
                        at + " is no folder of a capture session on a disk of this machine"));
    if (folder.version() != SessionFolder.VERSION) {
      throw new MediaException(
          folder.version() > SessionFolder.VERSION
              ? MediaError.FORMAT_TOO_NEW
              : MediaError.FORMAT_TOO_OLD,
          "%s: a session of version %d, expected %d"
              .formatted(at, folder.version(), SessionFolder.VERSION));
    }
    return SessionReader.open(folder, media, json);
  }
}
