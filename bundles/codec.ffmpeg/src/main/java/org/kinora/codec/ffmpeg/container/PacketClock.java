package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.MediaTime;

/**
 * The times of one stream's packets, in microseconds on the file's timeline: edit lists are
 * applied, pre-skip and reordering may reach below 0.
 */
public final class PacketClock {
  private final int numerator;
  private final int denominator;

  /** Makes the clock of a stream. */
  public PacketClock(AVStream stream) {
    AVRational base = stream.time_base();
    numerator = base.num();
    denominator = base.den();
  }

  /** Ticks a second where those are whole; else microseconds. */
  public int timescale() {
    return denominator % numerator == 0 ? denominator / numerator : MediaTime.US_PER_SECOND;
  }

  /** When a packet is presented; UNKNOWN where the file does not say. */
  public long timeUs(AVPacket packet) {
    return toUs(packet.pts());
  }

  /** When a packet is decoded; UNKNOWN where the file does not say. */
  public long decodeTimeUs(AVPacket packet) {
    return toUs(packet.dts());
  }

  /** How long a packet lasts; UNKNOWN where the file does not say. */
  public long durationUs(AVPacket packet) {
    if (packet.duration() <= 0) {
      return MediaTime.UNKNOWN;
    }
    return durationUs(packet.pts() == AV_NOPTS_VALUE ? 0 : packet.pts(), packet.duration());
  }

  /** How long that many ticks last from a time on: to where the next sample's time is rounded. */
  long durationUs(long startTicks, long ticks) {
    return toUs(startTicks + ticks) - toUs(startTicks);
  }

  long toUs(long ticks) {
    return ticks == AV_NOPTS_VALUE ? MediaTime.UNKNOWN : Av.toUs(ticks, numerator, denominator);
  }

  long toTicks(long timeUs) {
    return Av.toTicks(timeUs, numerator, denominator);
  }
}
