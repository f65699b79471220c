package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;

/**
 * Lists the packets of one stream, in the order in which they are read. A packet without a time is
 * placed at its decode time, or else where the one before it ends; a decode time that is missing or
 * falls becomes the one before it.
 */
final class TrackScan {
  private final PacketClock clock;
  private final Payload payload;
  private final SampleTable.Builder table = SampleTable.builder();
  private long endUs;
  private long lastDecodeUs = Long.MIN_VALUE;

  TrackScan(AVStream stream) {
    clock = new PacketClock(stream);
    payload = new Payload(stream);
  }

  /**
   * What a packet says.
   *
   * @param durationUs UNKNOWN if it does not
   * @param position its place in the file, -1 where the demuxer does not know
   */
  record Entry(
      long timeUs,
      long decodeTimeUs,
      long durationUs,
      long position,
      int sizeBytes,
      boolean keyframe) {

    /** Whether a sample of a table is this one, wherever it lies. */
    boolean is(SampleInfo sample) {
      return timeUs == sample.timeUs()
          && decodeTimeUs == sample.decodeTimeUs()
          && (durationUs == MediaTime.UNKNOWN || durationUs == sample.durationUs())
          && sizeBytes == sample.size()
          && keyframe == sample.keyframe();
    }
  }

  /** Reads a file to its end and lists the packets of these streams. */
  static SortedMap<Integer, SampleTable> scan(Demuxer demuxer, Set<Integer> streams) {
    SortedMap<Integer, TrackScan> scans = new TreeMap<>();
    streams.forEach(stream -> scans.put(stream, new TrackScan(demuxer.stream(stream))));
    demuxer.select(streams);
    for (Optional<AVPacket> next = demuxer.next(); next.isPresent(); next = demuxer.next()) {
      TrackScan scan = scans.get(next.get().stream_index());
      if (scan != null) {
        scan.add(next.get());
      }
    }
    SortedMap<Integer, SampleTable> tables = new TreeMap<>();
    scans.forEach((stream, scan) -> tables.put(stream, scan.table.build()));
    return tables;
  }

  private void add(AVPacket packet) {
    Entry entry = next(packet);
    table.add(
        entry.timeUs,
        entry.decodeTimeUs,
        entry.durationUs,
        entry.position,
        entry.sizeBytes,
        entry.keyframe);
  }

  /** The next packet's entry. */
  Entry next(AVPacket packet) {
    long decodeUs = clock.decodeTimeUs(packet);
    long timeUs = clock.timeUs(packet);
    if (timeUs == MediaTime.UNKNOWN) {
      timeUs = decodeUs == MediaTime.UNKNOWN ? endUs : decodeUs;
    }
    if (decodeUs == MediaTime.UNKNOWN) {
      decodeUs = lastDecodeUs == Long.MIN_VALUE ? timeUs : lastDecodeUs;
    }
    lastDecodeUs = Math.max(decodeUs, lastDecodeUs);
    long durationUs = clock.durationUs(packet);
    endUs = timeUs + (durationUs == MediaTime.UNKNOWN ? 0 : durationUs);
    boolean keyframe = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    int sizeBytes = payload.size(packet);
    return new Entry(timeUs, lastDecodeUs, durationUs, packet.pos(), sizeBytes, keyframe);
  }
}
