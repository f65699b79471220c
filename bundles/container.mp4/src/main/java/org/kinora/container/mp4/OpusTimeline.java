package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;

/**
 * Lays the packets of one Opus track end to end, with packets of silence where nothing was
 * recorded: from time 0 on, and up to the end of the file where that is given. A cursor counts what
 * was written, in 48,000ths: a packet is placed at the cursor once less than 2.5 ms of silence, the
 * shortest packet, is missing. So what is off is never added up; the first packet is exact, unless
 * silence was written ahead of it.
 */
final class OpusTimeline {
  /**
   * Packets that decode to nothing but zeros, longest first: 20, 10, 5 and 2.5 ms of CELT, fullband
   * (RFC 6716, section 3.1). The first byte says so; bit 2 is set for two channels.
   */
  private static final int[] SILENCE_TOC = {0xF8, 0xF0, 0xE8, 0xE0};

  private static final int[] SILENCE_SAMPLES = {960, 480, 240, 120};
  private static final int SHORTEST = 120;
  private static final int TWO_CHANNELS = 4;

  /** An end that is far off, but to which times can be added. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final ByteBuffer[] silence = new ByteBuffer[SILENCE_TOC.length];
  private final int preSkip;
  private final long end;
  private boolean begun;
  private long cursor;

  /** Where silence that was written ahead ends. */
  private long ahead = Long.MIN_VALUE;

  private long lastDecodeTimeUs;

  /**
   * Begins a track.
   *
   * @param cutUs where the sound ends; absent for the end of the last packet
   */
  OpusTimeline(OpusHead head, OptionalLong cutUs) {
    preSkip = head.preSkip();
    end = cutUs.isPresent() ? MediaTime.toTicks(cutUs.getAsLong(), Opus.RATE_HZ) : NEVER;
    for (int i = 0; i < silence.length; i++) {
      int toc = SILENCE_TOC[i] | (head.channels() == 2 ? TWO_CHANNELS : 0);
      silence[i] =
          ByteBuffer.wrap(new byte[] {(byte) toc, (byte) 0xFF, (byte) 0xFE}).asReadOnlyBuffer();
    }
  }

  /**
   * Hands on a packet, behind the silence before it.
   *
   * @throws MediaException MUX_ERROR if times fall, the packet is none, or silence was written
   *     ahead where it belongs
   */
  void add(SampleInfo info, ByteBuffer packet, SampleSink sink) throws IOException {
    if (begun && info.decodeTimeUs() < lastDecodeTimeUs) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "m4a: decode time "
              + info.decodeTimeUs()
              + " us falls below "
              + lastDecodeTimeUs
              + " us");
    }
    int coded = samplesOf(info, packet);
    long stated = MediaTime.toTicks(info.durationUs(), Opus.RATE_HZ);
    // only a packet that is cut says that less of it is heard
    long heard = stated > 0 && stated < coded ? stated : coded;
    long due = MediaTime.toTicks(info.timeUs(), Opus.RATE_HZ);
    if (!begun && due < 0) { // cut in front, where nothing is heard anyway
      due -= coded - heard;
      heard = coded;
    }
    if (cursor == ahead && cursor - due >= SHORTEST) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "m4a: the packet at %d us comes more than 1.5 s behind the other tracks"
              .formatted(info.timeUs()));
    }
    begin(due - Math.max(0, Math.floorDiv(due + preSkip, SHORTEST) * SHORTEST));
    fill(due, sink);
    lastDecodeTimeUs = info.decodeTimeUs();
    hand(packet, heard, sink);
    cursor += coded;
  }

  private void begin(long first) {
    if (!begun) {
      begun = true;
      cursor = first;
    }
  }

  /** Hands on silence up to a time, or up to 20 ms less: no packet before that may follow. */
  void fillAhead(long untilUs, SampleSink sink) throws IOException {
    begin(-preSkip);
    long until = MediaTime.toTicks(untilUs, Opus.RATE_HZ);
    if (until - cursor >= SILENCE_SAMPLES[0]) {
      fill(until - (until - cursor) % SILENCE_SAMPLES[0], sink);
      ahead = cursor;
    }
  }

  /** Fills the time up to the end of the file, if that is given. */
  void finish(SampleSink sink) throws IOException {
    if (end != NEVER) {
      begin(-preSkip);
      fill(end, sink);
      hand(silence[silence.length - 1].duplicate(), end - cursor, sink);
    }
  }

  /** Hands on so much of a packet as lies before the end. */
  private void hand(ByteBuffer packet, long samples, SampleSink sink) throws IOException {
    long kept = Math.min(samples, end - cursor);
    if (kept > 0) {
      sink.accept(at(packet.remaining(), kept), packet);
    }
  }

  private void fill(long due, SampleSink sink) throws IOException {
    for (int i = 0; i < silence.length; i++) {
      while (due - cursor >= SILENCE_SAMPLES[i]) {
        hand(silence[i].duplicate(), SILENCE_SAMPLES[i], sink);
        cursor += SILENCE_SAMPLES[i];
      }
    }
  }

  private SampleInfo at(int size, long samples) {
    long timeUs = MediaTime.toUs(cursor, Opus.RATE_HZ);
    long endUs = MediaTime.toUs(cursor + samples, Opus.RATE_HZ);
    return SampleInfo.inOrder(timeUs, endUs - timeUs, size, true);
  }

  private static int samplesOf(SampleInfo info, ByteBuffer packet) throws MediaException {
    try {
      return Opus.samples(packet);
    } catch (MediaException e) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "m4a: the packet at " + info.timeUs() + " us: " + e.getMessage(),
          e);
    }
  }
}
