package org.example.mjpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/**
 * One video track of JPEG pictures, in a directory of two files:
 *
 * <ul>
 *   <li>{@code pictures.mjpeg}: the pictures, one behind the other, as any player shows them;
 *   <li>{@code times.csv}: a {@link Header}, then a line for each picture: {@code
 *       timeUs,durationUs,offset,bytes}, then {@code end} once the recording is complete.
 * </ul>
 */
@Component
@StorageFormatType(
    format = "mjpeg",
    format_reads = MjpegFormat.VERSION,
    format_writes = MjpegFormat.VERSION,
    format_loses = {"the track's name and colours", "tags"},
    description = "Motion JPEG: pictures.mjpeg, times.csv")
public final class MjpegFormat implements StorageFormat {
  static final int VERSION = 1;
  static final String PICTURES = "pictures.mjpeg";
  static final String TIMES = "times.csv";
  static final String END = "end";

  /** Longer than any line of {@code times.csv}. */
  static final int MOST_LINE_BYTES = 1_000;

  /** Eight digits. */
  static final int MOST_PICTURE_BYTES = 99_999_999;

  /** Called by Declarative Services. */
  public MjpegFormat() {}

  @Override
  public Probe probe(Path at) throws IOException {
    Path times = at.resolve(TIMES);
    if (!Files.isRegularFile(times)) {
      return new Probe.NoMatch("there is no file " + TIMES);
    }
    String head;
    try (InputStream in = Files.newInputStream(times)) {
      head = new String(in.readNBytes(MOST_LINE_BYTES), StandardCharsets.UTF_8);
    }
    int version = Header.version(head);
    if (version < 0) {
      return new Probe.NoMatch(TIMES + " does not begin with mjpeg and a version");
    }
    return version == VERSION
        ? new Probe.Match(VERSION)
        : new Probe.WrongVersion(version, VERSION, VERSION);
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, at + " is no directory");
    }
    return MjpegReader.open(at);
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    Options.of(options, Set.of());
    Header header = Header.of(info);
    NewDirectory directory = NewDirectory.create(at);
    try {
      return MjpegWriter.create(directory, info, header);
    } catch (IOException e) {
      directory.discard(e);
      throw new MediaException(MediaError.IO_ERROR, at + " cannot be written: " + e, e);
    }
  }
}
