package org.kinora.storage.opuswal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.Faults;
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
 * Format {@code opuswal}: a voice session with one log of Opus packets for each speaker. See {@code
 * docs/formats/opuswal.md}.
 */
@Component
@StorageFormatType(
    format = "opuswal",
    format_reads = OpusWalFormat.VERSION,
    format_writes = OpusWalFormat.VERSION,
    format_loses = {
      "times are rounded to milliseconds",
      "a pre-skip other than 312 is left out",
      "tags and the time zone of the start are left out",
      "track ids become 1, 2, 3, and empty track names are replaced"
    },
    format_toleranceUs = Placement.MOST_CHANGE_US,
    description = "voice session: session.json, wal/*.log")
public final class OpusWalFormat implements StorageFormat {
  static final int VERSION = 0;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Probe probe(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      return new Probe.NoMatch(at + " is no directory");
    }
    if (Session.read(at, json, Faults.UNHEARD).isStated()) {
      return new Probe.Match(VERSION);
    }
    for (Path file : LoadedSession.logs(at)) {
      if (WalScanner.hasMagic(file)) {
        return new Probe.Match(VERSION);
      }
    }
    return new Probe.NoMatch("there is neither a session.json with a session_id nor a log in wal");
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, at + " is not there");
    }
    if (!Files.isDirectory(at)) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, at + " is no directory");
    }
    return new OpusWalReader(at, json);
  }

  /** {@inheritDoc} Holds Opus tracks, mono or stereo, each with a name of its own. */
  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    Options.of(options, Set.of());
    return OpusWalWriter.create(at, info, json);
  }
}
