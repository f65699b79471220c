package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaTime;

/** Reads one stream from end to end into a table. */
final class TrackScan {
  private TrackScan() {}

  /**
   * Lists the packets of a stream. Positions are the packets' places in the file, -1 where the
   * demuxer does not know. A packet without a time is placed at its decode time, or else where the
   * one before it ends; a decode time that is missing or falls becomes the one before it.
   */
  static SampleTable scan(Demuxer demuxer, int stream) {
    PacketClock clock = new PacketClock(demuxer.stream(stream));
    Payload payload = new Payload(demuxer.stream(stream));
    SampleTable.Builder table = SampleTable.builder();
    long endUs = 0;
    long lastDecodeUs = Long.MIN_VALUE;
    for (Optional<AVPacket> next = demuxer.next(); next.isPresent(); next = demuxer.next()) {
      AVPacket packet = next.get();
      if (packet.stream_index() != stream) {
        continue;
      }
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
      table.add(timeUs, lastDecodeUs, durationUs, packet.pos(), payload.size(packet), keyframe);
    }
    return table.build();
  }
}
