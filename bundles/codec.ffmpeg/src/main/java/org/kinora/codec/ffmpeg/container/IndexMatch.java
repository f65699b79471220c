package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.avformat.AVIndexEntry.AVINDEX_KEYFRAME;

import java.nio.ByteBuffer;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.movie.FoundSample;
import org.kinora.lib.movie.FoundTrack;
import org.kinora.media.MediaException;

/**
 * The samples that the boxes of a track list beside those of FFmpeg's index. They match if the
 * index is one piece of the list, by place and size; decode times and key flags are the index's,
 * durations and what lies between decoding and presentation the list's.
 */
final class IndexMatch {
  /** Of these FFmpeg takes the decode times as they are, of others only if nothing is reordered. */
  private static final Set<String> REORDERED = Set.of("h264", "h265");

  /** Of these FFmpeg guesses one duration for all. */
  private static final Set<String> EVENLY_TIMED = Set.of("vp8", "vp9");

  /** FFmpeg ignores a table that shifts samples farther. */
  private static final int SHIFT_MAX = 1 << 28;

  private final Demuxer demuxer;
  private final int stream;
  private final int count;
  private final PacketClock clock;
  private final long shiftMax;
  private final boolean evenlyTimed;
  private final long backTicks;
  private final SampleTable.Builder table = SampleTable.builder();
  private long lastDecode = Long.MIN_VALUE;
  private long lastDuration;
  private boolean fits = true;

  /**
   * Begins before the first sample.
   *
   * @param demuxer its index of the stream is complete
   */
  IndexMatch(Demuxer demuxer, int stream, FoundTrack track) {
    this.demuxer = demuxer;
    this.stream = stream;
    count = demuxer.indexCount(stream);
    clock = new PacketClock(demuxer.stream(stream));
    shiftMax = REORDERED.contains(track.codec()) ? SHIFT_MAX : 0;
    evenlyTimed = EVENLY_TIMED.contains(track.codec());
    backTicks =
        track.table("ctts").map(shifts -> backTicks(shifts, track.tableSamples())).orElse(0);
  }

  /**
   * How far FFmpeg moves decode times back, so that no sample is presented before it is decoded
   * (section 8.6.1.3).
   */
  private int backTicks(ByteBuffer shifts, long samples) {
    int back = 0;
    long left = samples;
    for (int at = Long.BYTES; at + Long.BYTES <= shifts.limit() && left > 0; at += Long.BYTES) {
      left -= Integer.toUnsignedLong(shifts.getInt(at));
      int shift = shifts.getInt(at + Integer.BYTES);
      fits &= shift > -SHIFT_MAX;
      back = Math.max(back, -shift);
    }
    fits &= left == 0;
    return back;
  }

  /** Takes the next sample of the track. */
  void accept(FoundSample sample) throws MediaException {
    int i = table.count();
    if (!fits || i == count) {
      return;
    }
    AVIndexEntry entry = demuxer.indexEntry(stream, i);
    long at = entry.pos();
    int size = entry.size();
    if (at != sample.offset() || size != sample.sizeBytes()) {
      fits = i == 0; // what lies in front is not presented
      return;
    }
    long decode = entry.timestamp();
    long shift = backTicks + sample.presentationTicks() - sample.decodeTicks();
    long duration = sample.durationTicks();
    fits =
        decode >= lastDecode
            && shift >= 0
            && shift <= shiftMax
            && duration > 0
            && duration <= Integer.MAX_VALUE
            && (!evenlyTimed || i == 0 || duration == lastDuration);
    lastDecode = decode;
    lastDuration = duration;
    long shown = decode + shift;
    boolean keyframe = (entry.flags() & AVINDEX_KEYFRAME) != 0;
    table.add(
        clock.toUs(shown),
        clock.toUs(decode),
        clock.durationUs(shown, duration),
        at,
        size,
        keyframe);
  }

  int stream() {
    return stream;
  }

  /** Whether every entry of the index was found. */
  boolean isWhole() {
    return fits && table.count() == count;
  }

  /** The table, once. */
  SampleTable table() {
    return table.build();
  }
}
