package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Lets FFmpeg look into the first packets for what headers leave open, within limits. */
public final class StreamAnalysis {
  private StreamAnalysis() {}

  /**
   * Looks at all streams of an opened input.
   *
   * @param name of the input, for people
   * @return FFmpeg's result; below 0 is an error
   * @throws MediaException LIMIT_EXCEEDED if pictures are too large
   */
  public static int run(AVFormatContext context, String name) throws MediaException {
    checkSizes(context, name);
    int result = findStreamInfo(context);
    checkSizes(context, name);
    return result;
  }

  private static int findStreamInfo(AVFormatContext context) {
    int count = context.nb_streams();
    try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, count))) {
      for (int i = 0; i < count; i++) {
        AVDictionary limits = new AVDictionary(null);
        av_dict_set(limits, "max_pixels", Integer.toString(Av.MAX_PIXELS), 0);
        av_dict_set(limits, "threads", "1", 0);
        options.put(i, limits);
      }
      try {
        return avformat_find_stream_info(context, options);
      } finally {
        for (int i = 0; i < count; i++) {
          av_dict_free(new AVDictionary(options.get(i)));
        }
      }
    }
  }

  private static void checkSizes(AVFormatContext context, String name) throws MediaException {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVCodecParameters parameters = context.streams(i).codecpar();
      if ((long) parameters.width() * parameters.height() > Av.MAX_PIXELS) {
        throw new MediaException(
            MediaError.LIMIT_EXCEEDED,
            "%s, stream %d: picture of %dx%d; the limit is %d pixels"
                .formatted(name, i, parameters.width(), parameters.height(), Av.MAX_PIXELS));
      }
    }
  }
}
