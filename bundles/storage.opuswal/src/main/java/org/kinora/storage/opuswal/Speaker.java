package org.kinora.storage.opuswal;

import java.util.Arrays;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.Track;

/** Collects the packets of one speaker in primitive arrays, from all of the speaker's logs. */
final class Speaker {
  /** What libopus looks ahead at 48 kHz, in samples. */
  static final int PRE_SKIP = 312;

  /** A place is the log's number above these bits and the offset in it below them. */
  private static final int OFFSET_BITS = 44;

  private static final int INDEX_BITS = 31;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final String key;
  private int count;
  private int channels = 1;
  private long stampMs;
  private long[] stamps = new long[256];
  private long[] places = new long[256];
  private int[] sizes = new int[256];
  private int[] samples = new int[256];

  Speaker(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  int count() {
    return count;
  }

  /** Adds a packet; one without a stamp takes that of the packet before it. */
  void add(int log, long packetStampMs, long offset, int size, int length, int packetChannels) {
    if (count == stamps.length) {
      int more = Math.addExact(count, count >> 1);
      stamps = Arrays.copyOf(stamps, more);
      places = Arrays.copyOf(places, more);
      sizes = Arrays.copyOf(sizes, more);
      samples = Arrays.copyOf(samples, more);
    }
    stampMs = packetStampMs == RecordHeader.NO_STAMP ? stampMs : packetStampMs;
    stamps[count] = stampMs;
    places[count] = (long) log << OFFSET_BITS | offset;
    sizes[count] = size;
    samples[count] = length;
    channels = Math.max(channels, packetChannels);
    count++;
  }

  Track track(int id) {
    OpusHead head = new OpusHead(channels, PRE_SKIP, Opus.RATE_HZ, 0, 0, Blob.EMPTY);
    return new Track(id, head.toFormat(), Opus.RATE_HZ, key);
  }

  /** The packets by stamp, those of one stamp in the order of the logs, with their times. */
  SampleTable table() {
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = stamps[i] << INDEX_BITS | i;
    }
    Arrays.sort(order);
    Placement placement =
        new Placement(
            count, n -> order[n] >>> INDEX_BITS, n -> samples[(int) (order[n] & INDEX_MASK)]);
    SampleTable.Builder table = SampleTable.builder();
    for (long entry : order) {
      int i = (int) (entry & INDEX_MASK);
      long start = placement.place() - PRE_SKIP;
      long timeUs = MediaTime.toUs(start, Opus.RATE_HZ);
      long durationUs = MediaTime.toUs(samples[i], Opus.RATE_HZ);
      table.add(timeUs, timeUs, durationUs, places[i], sizes[i], true);
    }
    return table.build();
  }

  /** Which log a place lies in. */
  static int log(long place) {
    return (int) (place >>> OFFSET_BITS);
  }

  /** The offset of a place in its log. */
  static long offset(long place) {
    return place & (1L << OFFSET_BITS) - 1;
  }
}
