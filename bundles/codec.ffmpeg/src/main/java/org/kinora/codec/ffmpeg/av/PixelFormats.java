package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.kinora.media.PixelLayout;

/** Pixel layouts between Kinora and FFmpeg. */
public final class PixelFormats {
  private PixelFormats() {}

  /** FFmpeg's format for a layout. */
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

  /** The layout in which pictures of this format lie already, if there is one. */
  public static Optional<PixelLayout> layout(int format) {
    return switch (format) {
      case AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P -> Optional.of(PixelLayout.I420);
      case AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUVJ422P -> Optional.of(PixelLayout.I422);
      case AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ444P -> Optional.of(PixelLayout.I444);
      case AV_PIX_FMT_YUV420P10LE -> Optional.of(PixelLayout.I420_10);
      case AV_PIX_FMT_GRAY8 -> Optional.of(PixelLayout.GRAY);
      case AV_PIX_FMT_RGBA -> Optional.of(PixelLayout.RGBA);
      default -> Optional.empty();
    };
  }

  /** The layout that keeps most of a picture whose format has no layout of its own. */
  public static PixelLayout nearestLayout(int format) {
    AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
    long coloured = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_ALPHA;
    if ((descriptor.flags() & coloured) != 0) {
      return PixelLayout.RGBA;
    }
    if (descriptor.nb_components() == 1) {
      return PixelLayout.GRAY;
    }
    return descriptor.comp(0).depth() > 8 ? PixelLayout.I420_10 : PixelLayout.I420;
  }

  /** Whether a format has red, green and blue components, so that no matrix applies to it. */
  public static boolean isRgb(int format) {
    long rgb = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL;
    return (av_pix_fmt_desc_get(format).flags() & rgb) != 0;
  }
}
