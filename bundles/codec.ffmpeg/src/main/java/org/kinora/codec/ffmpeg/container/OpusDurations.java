package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/**
 * How long Opus packets are, by their first byte (RFC 6716, section 3.1). Those of one frame, or of
 * two of equal size, are told here; of others, and where a packet holds several streams, FFmpeg's
 * parser decides whether they are valid.
 */
final class OpusDurations implements FrameRule {
  private static final int FRAME_BYTES_MAX = 1275;

  /** The channel mapping family in {@code OpusHead} (RFC 7845, section 5.1). */
  private static final int MAPPING_FAMILY_AT = 18;

  private final ParserDurations parser;
  private final boolean single;
  private final long scaleNs;

  /** The rule for a stream. */
  OpusDurations(AVStream stream, long scaleNs) throws MediaException {
    Blob head = StreamFormats.extradata(stream.codecpar());
    single = head.size() > MAPPING_FAMILY_AT && head.buffer().get(MAPPING_FAMILY_AT) == 0;
    parser = new ParserDurations(stream, scaleNs);
    this.scaleNs = scaleNs;
  }

  @Override
  public long durationTicks(Block block, SourceFile file) throws IOException {
    ByteBuffer packet = file.peek(block.dataAt(), 1);
    long frames = block.sizeBytes() - 1;
    boolean one = (packet.get(0) & 3) == 0 && frames <= FRAME_BYTES_MAX;
    boolean two = (packet.get(0) & 3) == 1 && frames % 2 == 0 && frames <= 2 * FRAME_BYTES_MAX;
    if (!single || (!one && !two)) {
      return parser.durationTicks(block, file);
    }
    long ticks = FrameRule.wholeTicks(Opus.samples(packet), Opus.RATE_HZ, scaleNs);
    return block.keyframe() && ticks > 0 ? ticks : DOUBTFUL;
  }

  @Override
  public void close() {
    parser.close();
  }
}
