package org.kinora.storage.opuswal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.SampleRange;
import org.kinora.spi.storage.RecordingReader;

/** The example session, and ways to read a session whole. */
final class Sessions {
  static final String ID = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";
  static final String ALAYDRIEM = "wal/Alaydriem-2772347611254923984-0001.log";
  static final String BOB = "wal/Bob-14643510497630610329-0001.log";

  private Sessions() {}

  static Path copyExample(Path into) throws IOException {
    Path from = Path.of("../../examples/recordings", ID);
    Path to = into.resolve(ID);
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  static RecordingReader open(Path at) throws IOException {
    return new OpusWalFormat().open(at);
  }

  static List<Blob> packets(RecordingReader reader, int trackId) throws IOException {
    List<Blob> packets = new ArrayList<>();
    reader.read(
        new SampleRange(trackId, 0, reader.index(trackId).count()),
        (info, data) -> packets.add(Blob.of(data)));
    return packets;
  }

  static List<Fault> faults(Path at) throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = open(at)) {
      reader.verify(faults::add);
    }
    return faults;
  }
}
