package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/**
 * Format {@code reel}, version 1: many tracks in one log that is good after a crash at any byte.
 * See {@code docs/formats/reel.md}.
 */
@Component
@StorageFormatType(
    format = "reel",
    format_reads = FileHeader.VERSION,
    format_writes = FileHeader.VERSION,
    format_options = {ReelOptions.DURABILITY_HELP, ReelOptions.INTERVAL_HELP},
    description = "Kinora's recording: data.reel with an index a track")
public final class ReelFormat implements StorageFormat {
  private final SecureRandom random = new SecureRandom();

  @Override
  public Probe probe(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      return new Probe.NoMatch(at + " is no directory");
    }
    Optional<FileHeader> header = ReelFiles.header(at);
    if (header.isEmpty()) {
      return new Probe.NoMatch("there is no " + ReelFiles.LOG + " with a header of format reel");
    }
    int version = header.get().version();
    return version == FileHeader.VERSION
        ? new Probe.Match(version)
        : new Probe.WrongVersion(version, FileHeader.VERSION, FileHeader.VERSION);
  }

  /**
   * {@inheritDoc} A recording that is being written is opened as it is; opened again, it is longer.
   */
  @Override
  public RecordingReader open(Path at) throws IOException {
    return new ReelReader(at);
  }

  /**
   * {@inheritDoc} Holds any number of tracks of any codec. Each GOP of the first video track is
   * written with what the other tracks have by then; without video, each second.
   */
  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    return ReelWriter.create(at, info, random.nextLong(), ReelOptions.durability(options));
  }
}
