package org.kinora.lib.scale;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;

import org.kinora.media.PixelLayout;

/** FFmpeg's names of Kinora's pixel layouts. */
public final class PixelFormats {
  private PixelFormats() {}

  /** The format, such as {@code AV_PIX_FMT_YUV420P}. */
  public static int of(PixelLayout layout) {
    return switch (layout) {
      case I420 -> AV_PIX_FMT_YUV420P;
      case I422 -> AV_PIX_FMT_YUV422P;
      case I444 -> AV_PIX_FMT_YUV444P;
      case I420_10 -> AV_PIX_FMT_YUV420P10LE;
      case GRAY -> AV_PIX_FMT_GRAY8;
      case RGBA -> AV_PIX_FMT_RGBA;
    };
  }
}
