package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** Makes encoders of one kind. */
public final class FfmpegEncoderFactory implements EncoderFactory {
  private static final int MAX_SIDE = 16_384;

  private final EncoderKind kind;

  /** Makes the factory of a kind that the natives have. */
  public FfmpegEncoderFactory(EncoderKind kind) {
    this.kind = kind;
  }

  @Override
  public boolean supports(EncoderSettings settings) {
    TrackFormat target = settings.target();
    if (!target.codec().equals(kind.codec())) {
      return false;
    }
    return target instanceof VideoFormat video
        ? kind.isVideo() && fits(video.width()) && fits(video.height()) && isWithinLimit(video)
        : target instanceof AudioFormat && !kind.isVideo();
  }

  private boolean fits(int side) {
    return side % kind.sizeStep() == 0 && side <= MAX_SIDE;
  }

  private static boolean isWithinLimit(VideoFormat video) {
    return (long) video.width() * video.height() <= Av.MAX_PIXELS;
  }

  @Override
  public Encoder create(EncoderSettings settings) throws MediaException {
    AVCodec library = avcodec_find_encoder_by_name(kind.implementation());
    if (library == null || !supports(settings)) {
      throw new MediaException(
          MediaError.ENCODER_NOT_SUPPORTED,
          kind.implementation() + " does not make " + settings.target());
    }
    EncoderOptions.check(kind, settings.options());
    if (kind.codec().equals("gif") && settings.target() instanceof VideoFormat video) {
      return GifEncoder.open(video, settings.options());
    }
    return settings.target() instanceof VideoFormat video
        ? new VideoEncoder(kind, library, video, settings)
        : new AudioEncoder(kind, library, (AudioFormat) settings.target(), settings);
  }
}
