package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/**
 * Format {@code rf1}: what camera recorders write, H.264 or H.265 as a plain byte stream with an
 * index of eight bytes for each NAL unit. See {@code docs/formats/rf1.md}.
 */
@Component
@StorageFormatType(
    format = "rf1",
    format_reads = Header.VERSION,
    format_writes = Header.VERSION,
    format_loses = {
      "times are rounded down to 1/4096 s",
      "durations of pictures are left out",
      "colours are left out where the byte stream does not state them"
    },
    format_toleranceUs = Rf1Format.MOST_CHANGE_US,
    description = "camera recorder: <base>_<track>.rf1i and .rf1p")
public final class Rf1Format implements StorageFormat {
  /** A tick is 245; pictures that crowd in one are moved on to the next ones. */
  static final long MOST_CHANGE_US = 20_000;

  private static final int MOST_PROBED_FILES = 16;

  /** {@inheritDoc} The first index file with a magic number decides. */
  @Override
  public Probe probe(Path at) throws IOException {
    RecordingFiles files;
    try {
      files = RecordingFiles.find(at);
    } catch (MediaException e) {
      return new Probe.NoMatch(e.getMessage());
    }
    for (SegmentFiles segment : files.segments().stream().limit(MOST_PROBED_FILES).toList()) {
      int version = version(segment.index());
      if (version != Header.NO_VERSION) {
        return version == Header.VERSION
            ? new Probe.Match(version)
            : new Probe.WrongVersion(version, Header.VERSION, Header.VERSION);
      }
    }
    return new Probe.NoMatch(files.segments().get(0).index() + " does not begin with rf1v or rf1a");
  }

  /** The version of a file; a directory of such a name has none. */
  private static int version(Path index) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(Integer.BYTES);
    try (FileChannel channel = FileChannel.open(index, StandardOpenOption.READ)) {
      StoredSegment.fill(channel, magic, 0);
    } catch (IOException e) {
      if (Files.isRegularFile(index)) {
        throw StoredSegment.failed(index, e);
      }
    }
    return magic.hasRemaining() ? Header.NO_VERSION : Header.version(magic.flip());
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    return new Rf1Reader(at);
  }

  /**
   * {@inheritDoc} Holds any number of tracks of H.264 or H.265 video without reordered pictures.
   * Times are rounded down to 1/4096 s, and no two pictures have the same: one that would share its
   * predecessor's tick gets the next. Durations, colour and configurations are not stored beyond
   * what the byte stream says of them.
   */
  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    Options.of(options, Set.of());
    return Rf1Writer.create(at, info);
  }
}
