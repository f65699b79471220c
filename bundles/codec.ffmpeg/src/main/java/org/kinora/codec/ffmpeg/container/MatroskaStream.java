package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;

import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.matroska.TrackDescription;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;

/**
 * The samples of one track of a Matroska file, block by block, as long as there is no doubt of what
 * FFmpeg's demuxer says of them. None of its codecs reorders pictures, so they are decoded when
 * they are presented.
 */
final class MatroskaStream implements AutoCloseable {
  private final int number;
  private final PacketClock clock;
  private final FrameRule rule;
  private final boolean sound;
  private final long frameTicks;
  private final long delayTicks;
  private final SampleTable.Builder table = SampleTable.builder();
  private long lastTicks;
  private boolean certain = true;

  private MatroskaStream(
      int number, AVStream stream, FrameRule rule, TrackDescription track, long scaleNs) {
    this.number = number;
    this.rule = rule;
    clock = new PacketClock(stream);
    sound = track.isAudio();
    frameTicks = frameTicks(stream.codecpar(), track, scaleNs);
    delayTicks = (track.delayNs() + scaleNs / 2) / scaleNs;
  }

  /** How long a sample of the track lasts if it does not say; 0 if neither says. */
  private static long frameTicks(AVCodecParameters codec, TrackDescription track, long scaleNs) {
    long ticks = track.frameNs() / scaleNs;
    boolean counted = ticks == 0 && codec.codec_id() == AV_CODEC_ID_AAC && codec.sample_rate() > 0;
    return counted ? FrameRule.wholeTicks(codec.frame_size(), codec.sample_rate(), scaleNs) : ticks;
  }

  /**
   * Begins a stream.
   *
   * @param number of the demuxer's stream
   * @param scaleNs of a tick
   * @return empty if its codec is one whose samples cannot be told from their first bytes
   */
  static Optional<MatroskaStream> of(
      int number, AVStream stream, TrackDescription track, long scaleNs) throws MediaException {
    return FrameRule.of(stream, track.codecId(), scaleNs)
        .map(rule -> new MatroskaStream(number, stream, rule, track, scaleNs));
  }

  /** Of the demuxer's stream. */
  int number() {
    return number;
  }

  /** Whether all blocks so far were as usual. */
  boolean isCertain() {
    return certain;
  }

  /** The samples; nothing can be added after it. */
  SampleTable table() {
    return table.build();
  }

  /** Takes the next block of the track, which is not laced. */
  void add(Block block, SourceFile file) throws IOException {
    if (!certain) {
      return;
    }
    boolean follows = block.ticks() >= lastTicks;
    boolean ofASize = block.sizeBytes() > 0 && block.sizeBytes() <= Integer.MAX_VALUE;
    certain = follows && ofASize;
    if (certain) {
      long ownTicks = rule.durationTicks(block, file);
      long givenTicks = block.durationTicks() > 0 ? block.durationTicks() : frameTicks;
      long durationTicks = ownTicks > 0 ? ownTicks : givenTicks;
      certain = ownTicks != FrameRule.DOUBTFUL && !(sound && durationTicks == 0);
      add(block, durationTicks);
    }
  }

  /** Pictures that do not say how long they last do so until the next (section 5.1.3.5.3). */
  private void add(Block block, long durationTicks) {
    long ticks = block.ticks() - delayTicks;
    lastTicks = block.ticks();
    long timeUs = clock.toUs(ticks);
    long endUs = clock.toUs(ticks + durationTicks);
    long durationUs = durationTicks > 0 ? endUs - timeUs : MediaTime.UNKNOWN;
    int sizeBytes = (int) block.sizeBytes();
    table.add(timeUs, timeUs, durationUs, block.dataAt(), sizeBytes, block.keyframe());
  }

  @Override
  public void close() {
    rule.close();
  }
}
