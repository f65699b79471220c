package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.avcodec.AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * How long packets of sound are by FFmpeg's own parser of their codec, which keeps what it has to
 * know of the packets before.
 */
final class ParserDurations implements FrameRule {
  /** What the parsers of FLAC and Vorbis look at; that of Opus walks through the packet. */
  private static final int HEAD_BYTES = 32;

  private final AVCodecContext context;
  private final AVCodecParserContext parser;
  private final int headBytes;
  private final long scaleNs;
  private final BytePointer head;
  private final BytePointer out = new BytePointer();
  private final IntPointer outBytes = new IntPointer(1);

  /** Begins before a stream's first packet. */
  ParserDurations(AVStream stream, long scaleNs) throws MediaException {
    this.scaleNs = scaleNs;
    int codec = stream.codecpar().codec_id();
    headBytes = codec == AV_CODEC_ID_OPUS ? SourceFile.PEEK_BYTES_MAX : HEAD_BYTES;
    head = new BytePointer(headBytes + AV_INPUT_BUFFER_PADDING_SIZE);
    head.zero();
    context = Av.allocated(avcodec_alloc_context3(new AVCodec(null)));
    parser = Av.allocated(av_parser_init(codec));
    parser.flags(parser.flags() | PARSER_FLAG_COMPLETE_FRAMES);
    Av.check(
        avcodec_parameters_to_context(context, stream.codecpar()),
        MediaError.INTERNAL_ERROR,
        "preparing a parser");
  }

  @Override
  public long durationTicks(Block block, SourceFile file) throws IOException {
    boolean seen = headBytes == HEAD_BYTES || block.sizeBytes() <= headBytes;
    if (!block.keyframe() || !seen) {
      return DOUBTFUL;
    }
    ByteBuffer bytes = file.peek(block.dataAt(), (int) Math.min(headBytes, block.sizeBytes()));
    int count = bytes.remaining();
    head.asByteBuffer().put(bytes);
    av_parser_parse2(
        parser, context, out, outBytes, head, count, AV_NOPTS_VALUE, AV_NOPTS_VALUE, -1);
    boolean taken = outBytes.get() == count && parser.duration() > 0 && context.sample_rate() > 0;
    long ticks =
        taken ? FrameRule.wholeTicks(parser.duration(), context.sample_rate(), scaleNs) : 0;
    return ticks > 0 ? ticks : DOUBTFUL;
  }

  @Override
  public void close() {
    av_parser_close(parser);
    avcodec_free_context(context);
    head.close();
    out.close();
    outBytes.close();
  }
}
