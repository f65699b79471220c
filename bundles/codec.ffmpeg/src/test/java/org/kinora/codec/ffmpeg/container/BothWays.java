package org.kinora.codec.ffmpeg.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.SampleSink;

/** Opens the tracks of a file by their places and by FFmpeg's packets. */
final class BothWays {
  private BothWays() {}

  /**
   * Finds both the same in every entry and byte.
   *
   * @return the streams that are read by their places
   */
  static Set<Integer> compare(Path file) throws IOException {
    AVInputFormat format = ContainerProbe.find(file).orElseThrow();
    Set<Integer> streams = new TreeSet<>();
    Demuxer demuxer = Demuxer.open(file, format);
    for (int i = 0; i < demuxer.streamCount(); i++) {
      if (StreamFormats.of(demuxer.stream(i)).isPresent()) {
        streams.add(i);
      }
    }
    Set<Integer> placed = new TreeSet<>();
    try (ContainerTracks tracks = new ContainerTracks(file, format, streams, demuxer)) {
      for (int stream : streams) {
        TrackSamples found = tracks.of(stream);
        if (found instanceof PlacedSamples) {
          placed.add(stream);
        }
        try (Demuxer anew = Demuxer.open(file, format)) {
          SampleTable expected =
              Objects.requireNonNull(TrackScan.scan(anew, Set.of(stream)).get(stream));
          String name = file + ", stream " + stream;
          assertSame(name, expected, found.table());
          try (TrackCursor cursor = new TrackCursor(file, format, stream, expected)) {
            assertEquals(sum(cursor), sum(found), name);
          }
        }
      }
    }
    return placed;
  }

  private static void assertSame(String name, SampleTable expected, SampleTable found) {
    assertEquals(expected.count(), found.count(), name);
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.info(i), found.info(i), name + ", sample " + i);
    }
  }

  private static long sum(TrackSamples samples) throws IOException {
    CRC32 sum = new CRC32();
    SampleSink add =
        (info, data) -> {
          assertEquals(info.size(), data.remaining());
          sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, data.remaining()));
          sum.update(data);
        };
    samples.read(0, samples.table().count(), add);
    return sum.getValue();
  }
}
