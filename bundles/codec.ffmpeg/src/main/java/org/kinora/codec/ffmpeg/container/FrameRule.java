package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaException;

/**
 * What FFmpeg's parser of a codec says of a frame, told from its first bytes. Parsers decide on the
 * key flags of pictures and on the durations of sound, and swallow frames that they do not
 * understand: wherever the parser might not agree with the block, there is doubt.
 */
interface FrameRule extends AutoCloseable {
  /** Not to be told from the first bytes, or not what the block says. */
  long DOUBTFUL = -1;

  /**
   * Codecs that have a rule. Under other names Matroska wraps what other containers say of them.
   */
  Map<String, String> CODEC_IDS =
      Map.of(
          "vp8", "V_VP8",
          "vp9", "V_VP9",
          "av1", "V_AV1",
          "opus", "A_OPUS",
          "vorbis", "A_VORBIS",
          "flac", "A_FLAC",
          "aac", "A_AAC");

  /**
   * How long a frame lasts by itself, in the file's ticks; 0 if it does not say; {@link #DOUBTFUL}.
   */
  long durationTicks(Block block, SourceFile file) throws IOException;

  @Override
  default void close() {}

  /**
   * The rule for a stream.
   *
   * @param codecId as Matroska names the codec
   * @param scaleNs of a tick
   * @return empty if there is none for its codec
   */
  static Optional<FrameRule> of(AVStream stream, String codecId, long scaleNs)
      throws MediaException {
    String codec = CodecNames.of(stream.codecpar().codec_id());
    if (!codecId.equals(CODEC_IDS.get(codec))) {
      return Optional.empty();
    }
    return switch (codec) {
      case "vp8" -> Optional.of(FrameRule::vp8);
      case "vp9" -> Optional.of(FrameRule::vp9);
      case "av1" -> Optional.of(Av1Keyframes::rule);
      case "opus" -> Optional.of(new OpusDurations(stream, scaleNs));
      case "vorbis", "flac" -> Optional.of(new ParserDurations(stream, scaleNs));
      // FFmpeg does not look into AAC
      default -> Optional.of((block, file) -> agreed(block.keyframe()));
    };
  }

  private static long agreed(boolean agreed) {
    return agreed ? 0 : DOUBTFUL;
  }

  /** RFC 6386, section 9.1: frame tag, start code, dimensions. */
  private static long vp8(Block block, SourceFile file) throws IOException {
    ByteBuffer frame = file.peek(block.dataAt(), (int) Math.min(10, block.sizeBytes()));
    if (frame.remaining() < 3 || (frame.get(0) >> 1 & 7) > 3) {
      return DOUBTFUL;
    }
    if ((frame.get(0) & 1) != 0) {
      return agreed(!block.keyframe());
    }
    return agreed(
        block.keyframe() && frame.remaining() == 10 && frame.getInt(2) << 8 == 0x9D012A00);
  }

  /** VP9 Bitstream Specification, section 6.2: marker, profile, show_existing_frame, frame_type. */
  private static long vp9(Block block, SourceFile file) throws IOException {
    int bits = file.peek(block.dataAt(), 1).get(0) & 0xFF;
    boolean profile3 = (bits & 0x30) == 0x30;
    if (profile3 && (bits & 0x08) != 0) {
      return DOUBTFUL;
    }
    int kind = bits >> (profile3 ? 1 : 2) & 3;
    return agreed(block.keyframe() == (kind == 0));
  }

  /** Samples at a rate as whole ticks, as FFmpeg counts them: what is left over is dropped. */
  static long wholeTicks(long samples, int rate, long scaleNs) {
    return samples * 1_000_000_000 / (rate * scaleNs);
  }
}
