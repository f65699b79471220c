package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.codec.ffmpeg.av.Adts;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.codec.ffmpeg.av.Colors;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** What a stream of a container is, in Kinora's words. */
public final class StreamFormats {
  /** {@code "OpusHead"}, version, channels, then the pre-skip (RFC 7845, section 5.1). */
  private static final int OPUS_PRE_SKIP_AT = 10;

  /** {@code "fLaC"} and a metadata block header before STREAMINFO (RFC 9639, section 8.1). */
  private static final int FLAC_STREAMINFO_AT = 8;

  private StreamFormats() {}

  /** The format of a stream with pictures or sound; cover pictures and all else are empty. */
  public static Optional<TrackFormat> of(AVStream stream) {
    AVCodecParameters parameters = stream.codecpar();
    int type = parameters.codec_type();
    if (type == AVMEDIA_TYPE_VIDEO
        && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0
        && parameters.width() > 0
        && parameters.height() > 0) {
      return Optional.of(video(parameters));
    }
    int channels = parameters.ch_layout().nb_channels();
    if (type == AVMEDIA_TYPE_AUDIO && parameters.sample_rate() > 0 && channels > 0) {
      return Optional.of(audio(parameters, channels));
    }
    return Optional.empty();
  }

  private static VideoFormat video(AVCodecParameters parameters) {
    String codec = CodecNames.of(parameters.codec_id());
    return new VideoFormat(
        codec,
        parameters.width(),
        parameters.height(),
        Colors.of(parameters),
        videoConfig(codec, extradata(parameters)));
  }

  /**
   * The decoder configuration record where FFmpeg has one. Records begin with version 1 (for AV1
   * with a marker bit before it); H.264 and H.265 headers that begin with a start code are repeated
   * in the samples and need no record.
   */
  private static Blob videoConfig(String codec, Blob extradata) {
    int first = extradata.isEmpty() ? -1 : extradata.buffer().get() & 0xff;
    return switch (codec) {
      case "h264", "h265" -> first == 1 ? extradata : Blob.EMPTY;
      case "av1" -> first == 0x81 ? extradata : Blob.EMPTY;
      case "vp8", "vp9", "mjpeg", "png" -> Blob.EMPTY;
      default -> extradata;
    };
  }

  private static AudioFormat audio(AVCodecParameters parameters, int channels) {
    String codec = CodecNames.of(parameters.codec_id());
    Blob extradata = extradata(parameters);
    if (Adts.isUsedBy(parameters)) {
      AudioFormat said = new AudioFormat(codec, parameters.sample_rate(), channels, 0, Blob.EMPTY);
      return Adts.withConfig(said, parameters.profile());
    }
    return switch (codec) {
      case "opus" -> opus(parameters, channels, extradata);
      case "flac" ->
          new AudioFormat(codec, parameters.sample_rate(), channels, 0, streamInfo(extradata));
      default ->
          new AudioFormat(
              codec,
              parameters.sample_rate(),
              channels,
              Math.max(0, parameters.initial_padding()),
              extradata);
    };
  }

  private static AudioFormat opus(AVCodecParameters parameters, int channels, Blob head) {
    int preSkip =
        head.size() >= OPUS_PRE_SKIP_AT + 2
            ? head.buffer().order(ByteOrder.LITTLE_ENDIAN).getShort(OPUS_PRE_SKIP_AT) & 0xffff
            : Math.max(0, parameters.initial_padding());
    return new AudioFormat("opus", parameters.sample_rate(), channels, preSkip, head);
  }

  private static Blob streamInfo(Blob extradata) {
    ByteBuffer bytes = extradata.buffer();
    if (bytes.remaining() < FLAC_STREAMINFO_AT) {
      return extradata;
    }
    byte[] magic = new byte[4];
    bytes.get(magic);
    return new String(magic, StandardCharsets.US_ASCII).equals("fLaC")
        ? Blob.of(bytes.position(FLAC_STREAMINFO_AT))
        : extradata;
  }

  /** The codec's headers as FFmpeg keeps them. */
  public static Blob extradata(AVCodecParameters parameters) {
    int size = parameters.extradata_size();
    return size <= 0 ? Blob.EMPTY : Blob.of(Av.view(parameters.extradata(), size));
  }
}
