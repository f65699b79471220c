package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.codec.EncoderSettings;

/** Opens encoders with their options. */
final class EncoderOptions {
  private EncoderOptions() {}

  /**
   * Refuses options the encoder does not know.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static void check(EncoderKind kind, Map<String, String> options) throws MediaException {
    for (String name : options.keySet()) {
      if (!kind.options().contains(name)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "%s has no option '%s'; it has %s"
                .formatted(kind.implementation(), name, new TreeSet<>(kind.options())));
      }
    }
  }

  /**
   * Opens the encoder with its defaults and what the caller set.
   *
   * @throws MediaException ARGUMENT_INVALID if options were set and it refuses, else
   *     ENCODER_NOT_SUPPORTED
   */
  static void open(
      AVCodecContext context, AVCodec library, EncoderKind kind, EncoderSettings settings)
      throws MediaException {
    Map<String, String> all = kind.options(settings);
    AVDictionary dictionary = new AVDictionary(null);
    try {
      all.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
      Av.check(
          avcodec_open2(context, library, dictionary),
          settings.options().isEmpty()
              ? MediaError.ENCODER_NOT_SUPPORTED
              : MediaError.ARGUMENT_INVALID,
          "opening " + kind.implementation() + " with " + all);
    } finally {
      av_dict_free(dictionary);
    }
  }
}
