package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Format {@code nextmetal}: the ZIP that a browser makes of a captured game, with its video and its
 * input events. See {@code docs/formats/nextmetal.md}. Files in other file systems than the
 * machine's own are refused, for the video is opened by its name.
 */
@Component
@StorageFormatType(
    format = "nextmetal",
    description = "captured game: a ZIP of <id>.webm, <id>_input.json, <id>_metadata.json")
public final class NextMetalFormat implements StorageFormat {
  private final StorageFormat media;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Called by Declarative Services.
   *
   * @param media opens the video
   */
  @Activate
  public NextMetalFormat(@Reference(target = "(format=container)") StorageFormat media) {
    this.media = media;
  }

  @Override
  public Probe probe(Path at) throws IOException {
    if (!isFile(at) || !Archive.isZip(at)) {
      return new Probe.NoMatch(at + " is no ZIP file");
    }
    try {
      Archive.open(at).close();
      return new Probe.Match(0);
    } catch (MediaException e) {
      return new Probe.NoMatch(e.getMessage());
    }
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no file at " + at);
    }
    if (!isFile(at) || !Archive.isZip(at)) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN, at + " is no ZIP file on a disk of this machine");
    }
    return NextMetalReader.open(at, media, json);
  }

  private static boolean isFile(Path at) {
    return at.getFileSystem().equals(FileSystems.getDefault()) && Files.isRegularFile(at);
  }
}
