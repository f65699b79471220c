package org.kinora.storage.rf1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Fault;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Recordings that the recorder wrote, recordings made up, and ways to damage copies of them. */
final class Recordings {
  /** 2021-02-03T04:05:06.000007Z, the time base of the recorder's own tests. */
  static final long BASE_US = 0x0005_ba66_b134_a087L;

  static final Track VIDEO = track(1, "video");

  private static final Path RESOURCES = Path.of("src/test/resources");

  private Recordings() {}

  /** A sample with its bytes. */
  record Sample(SampleInfo info, Blob bytes) {}

  static Track track(int id, String name) {
    return new Track(
        id,
        new VideoFormat("h264", 320, 240, ColorInfo.UNSPECIFIED, Blob.EMPTY),
        Entry.TICKS_PER_SECOND,
        name);
  }

  /** The files that the recorder closed. */
  static Path clean(Path directory) throws IOException {
    for (String name : List.of("clean_video.rf1i", "clean_video.rf1p")) {
      Files.copy(RESOURCES.resolve(name), directory.resolve(name));
    }
    return directory;
  }

  /** The files of the same pictures that the recorder did not close. */
  static Path dirty(Path directory) throws IOException {
    for (String name : List.of("dirty_video.rf1i", "dirty_video.rf1p")) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(RESOURCES.resolve(name + ".gz")))) {
        Files.copy(in, directory.resolve(name));
      }
    }
    return directory;
  }

  /** An index file with these entries; the last one is the sentinel. */
  static void writeIndex(Path file, Header header, long... entries) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(Header.SIZE_BYTES + entries.length * Entry.SIZE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    header.put(out);
    out.position(Header.SIZE_BYTES);
    for (long entry : entries) {
      out.putLong(entry);
    }
    Files.write(file, out.array());
  }

  static Header header(long timeBaseUs, int count) {
    return new Header(false, "h264", 0, timeBaseUs, count, 320, 240);
  }

  /** Changes a file's bytes in place. */
  static void edit(Path file, Consumer<ByteBuffer> change) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    Files.write(file, bytes);
  }

  static RecordingReader open(Path at) throws IOException {
    return new Rf1Format().open(at);
  }

  static List<Sample> samples(RecordingReader reader, int trackId) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.read(
        new SampleRange(trackId, 0, reader.index(trackId).count()),
        (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }

  static List<Sample> samples(Path at) throws IOException {
    try (RecordingReader reader = open(at)) {
      return samples(reader, reader.info().tracks().get(0).id());
    }
  }

  static List<Blob> bytes(Path at) throws IOException {
    return samples(at).stream().map(Sample::bytes).toList();
  }

  static List<Fault> faults(Path at) throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = open(at)) {
      reader.verify(faults::add);
    }
    return faults;
  }

  /** Faults in one line each. */
  static String report(Path at) throws IOException {
    StringBuilder report = new StringBuilder();
    for (Fault fault : faults(at)) {
      report.append(fault.severity()).append(' ').append(fault.place()).append(": ");
      report.append(fault.message()).append('\n');
    }
    return report.toString();
  }

  static RecordingInfo info(String id, Track... tracks) {
    return new RecordingInfo(
        id,
        Optional.of(Clock.ofUs(BASE_US).atZone(ZoneOffset.UTC)),
        OptionalLong.empty(),
        false,
        List.of(tracks),
        Map.of());
  }

  static void append(RecordingWriter writer, int trackId, List<Sample> samples) throws IOException {
    for (Sample sample : samples) {
      writer.append(trackId, sample.info(), sample.bytes().buffer());
    }
  }

  /** A picture of one slice. */
  static Sample picture(long timeUs, boolean key, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    Arrays.fill(bytes, (byte) 0x55);
    bytes[0] = 0;
    bytes[1] = 0;
    bytes[2] = 1;
    bytes[3] = (byte) (key ? 0x65 : 0x41);
    return new Sample(SampleInfo.inOrder(timeUs, 0, sizeBytes, key), Blob.of(bytes));
  }
}
