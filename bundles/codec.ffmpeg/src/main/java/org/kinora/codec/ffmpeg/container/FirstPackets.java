package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.kinora.lib.index.SampleTable;

/** The first packets that FFmpeg reads of each stream: what a table must agree with. */
final class FirstPackets {
  private static final int OF_EACH = 8;
  private static final int READ_MAX = 1024;

  private final Map<Integer, Stream> streams = new HashMap<>();

  /** What was read of a stream. */
  private static final class Stream {
    final TrackScan scan;
    final Payload payload;
    final List<TrackScan.Entry> entries = new ArrayList<>();
    final List<Long> sums = new ArrayList<>();

    Stream(Demuxer demuxer, int stream) {
      scan = new TrackScan(demuxer.stream(stream));
      payload = new Payload(demuxer.stream(stream));
    }
  }

  /** Reads on until there are enough of each stream, within a limit. */
  FirstPackets(Demuxer demuxer, Set<Integer> numbers) {
    numbers.forEach(number -> streams.put(number, new Stream(demuxer, number)));
    int enough = 0;
    for (int i = 0; i < READ_MAX && enough < streams.size(); i++) {
      Optional<AVPacket> packet = demuxer.next();
      if (packet.isEmpty()) {
        return;
      }
      Stream stream = streams.get(packet.get().stream_index());
      if (stream != null && stream.entries.size() < OF_EACH) {
        stream.entries.add(stream.scan.next(packet.get()));
        stream.sums.add(sum(stream.payload.of(packet.get())));
        enough += stream.entries.size() == OF_EACH ? 1 : 0;
      }
    }
  }

  private static long sum(ByteBuffer data) {
    CRC32 sum = new CRC32();
    sum.update(data.duplicate());
    return sum.getValue();
  }

  /** Whether a stream's table begins with these packets, and its samples have the same bytes. */
  boolean agree(int number, TrackSamples samples) throws IOException {
    Stream stream = Objects.requireNonNull(streams.get(number));
    List<TrackScan.Entry> entries = stream.entries;
    SampleTable table = samples.table();
    if (entries.size() != Math.min(OF_EACH, table.count())) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (!entries.get(i).is(table.info(i))) {
        return false;
      }
    }
    List<Long> sums = new ArrayList<>();
    samples.read(0, entries.size(), (info, data) -> sums.add(sum(data)));
    return sums.equals(stream.sums);
  }
}
