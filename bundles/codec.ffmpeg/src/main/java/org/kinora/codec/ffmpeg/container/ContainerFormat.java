package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/**
 * Opens single container files, read-only: MP4, MOV, M4A, WebM, Matroska, Ogg, WAV, FLAC, MP3, AVI
 * and their kin.
 *
 * <p>Times are those of the file's timeline with edit lists applied, so a track may begin later
 * than 0, and what only warms up a codec lies before 0. A sample that the end of the file cuts off
 * is left out; of PCM its whole frames are left. Of FLAC and MP3, which do not say how long a frame
 * is, a part of the last one may be handed over. Files in other file systems than the machine's own
 * are refused.
 */
@Component
@StorageFormatType(
    format = "container",
    description = "media files: mp4, mov, m4a, webm, mkv, ogg, wav, flac, mp3, avi")
public final class ContainerFormat implements StorageFormat {
  @Override
  public Probe probe(Path at) throws IOException {
    if (!hasName(at)) {
      return new Probe.NoMatch(noName(at));
    }
    return ContainerProbe.find(at)
        .<Probe>map(format -> new Probe.Match(0))
        .orElseGet(() -> new Probe.NoMatch("not a container file that FFmpeg knows"));
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no file at " + at);
    }
    if (!hasName(at)) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, noName(at));
    }
    AVInputFormat format =
        ContainerProbe.find(at)
            .orElseThrow(
                () ->
                    new MediaException(MediaError.FORMAT_UNKNOWN, at + " is not a container file"));
    return new ContainerReader(at, format);
  }

  /** FFmpeg opens files by their names, which mean something on the machine's own disks alone. */
  private static boolean hasName(Path at) {
    return at.getFileSystem().equals(FileSystems.getDefault());
  }

  private static String noName(Path at) {
    return "%s lies in a file system of its own (%s); container files are opened by name"
        .formatted(at, at.getFileSystem().provider().getScheme());
  }
}
