package org.kinora.codec.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.codec.ffmpeg.decode.FfmpegDecoder;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.osgi.service.component.annotations.Component;

/** Makes decoders of everything that recordings use, all of them software. */
@Component(
    property = {
      "codec=h264",
      "codec=h265",
      "codec=vp8",
      "codec=vp9",
      "codec=av1",
      "codec=mjpeg",
      "codec=png",
      "codec=webp",
      "codec=bmp",
      "codec=gif",
      "codec=opus",
      "codec=aac",
      "codec=flac",
      "codec=vorbis",
      "codec=mp3",
      "codec=pcm_u8",
      "codec=pcm_s16le",
      "codec=pcm_s16be",
      "codec=pcm_s24le",
      "codec=pcm_s24be",
      "codec=pcm_s32le",
      "codec=pcm_s32be",
      "codec=pcm_f32le",
      "codec=pcm_f32be",
      "codec=pcm_f64le",
      "codec=pcm_alaw",
      "codec=pcm_mulaw"
    })
public final class FfmpegDecoderFactory implements DecoderFactory {
  @Override
  public boolean supports(TrackFormat format) {
    return find(format).isPresent();
  }

  @Override
  public Decoder create(TrackFormat format, int threads) throws MediaException {
    AVCodec library =
        find(format)
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.DECODER_NOT_SUPPORTED,
                        "FFmpeg has no decoder for " + format.codec()));
    if (format instanceof VideoFormat video
        && (long) video.width() * video.height() > Av.MAX_PIXELS) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "picture of %dx%d; the limit is %d pixels"
              .formatted(video.width(), video.height(), Av.MAX_PIXELS));
    }
    return new FfmpegDecoder(library, format, threads);
  }

  private static Optional<AVCodec> find(TrackFormat format) {
    if (format instanceof EventFormat) {
      return Optional.empty();
    }
    if (format.codec().equals("av1")) {
      // FFmpeg's own AV1 decoder only drives hardware
      return Optional.ofNullable(avcodec_find_decoder_by_name("libdav1d"))
          .or(() -> Optional.ofNullable(avcodec_find_decoder_by_name("libaom-av1")));
    }
    AVCodecDescriptor descriptor =
        avcodec_descriptor_get_by_name(CodecNames.inFfmpeg(format.codec()));
    return descriptor == null
        ? Optional.empty()
        : Optional.ofNullable(avcodec_find_decoder(descriptor.id()));
  }
}
