package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;

/** Ways of reading a recording into memory. */
final class Readings {
  private Readings() {}

  /** The samples of a range; each buffer is exactly as long as its sample. */
  static List<Sample> read(RecordingReader reader, SampleRange range) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.read(
        range,
        (info, data) -> {
          assertEquals(info.size(), data.remaining(), () -> "bytes lent for " + info);
          samples.add(new Sample(info, Blob.of(data)));
        });
    return samples;
  }

  /** All samples of a track. */
  static List<Sample> all(RecordingReader reader, Track track) throws IOException {
    return read(reader, whole(reader, track));
  }

  /** The range of all samples of a track. */
  static SampleRange whole(RecordingReader reader, Track track) throws IOException {
    return new SampleRange(track.id(), 0, reader.index(track.id()).count());
  }

  /** What a check of the recording finds, worse than a note. */
  static List<Fault> faults(RecordingReader reader) throws IOException {
    List<Fault> faults = new ArrayList<>();
    reader.verify(
        fault -> {
          if (fault.severity() != Fault.Severity.NOTE) {
            faults.add(fault);
          }
        });
    return faults;
  }
}
