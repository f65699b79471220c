package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.kinora.media.ColorInfo;

/**
 * Colour information between Kinora and FFmpeg. Both number primaries, transfer and matrix as H.273
 * does; only the range has names of its own.
 */
public final class Colors {
  private Colors() {}

  /** What a container says. */
  public static ColorInfo of(AVCodecParameters parameters) {
    return new ColorInfo(
        range(parameters.color_range()),
        parameters.color_primaries(),
        parameters.color_trc(),
        parameters.color_space());
  }

  /** What a decoded picture says. */
  public static ColorInfo of(AVFrame frame) {
    return new ColorInfo(
        range(frame.color_range()), frame.color_primaries(), frame.color_trc(), frame.colorspace());
  }

  /** Writes colour information into a codec before it is opened. */
  public static void set(AVCodecContext context, ColorInfo color) {
    context
        .color_range(range(color.range()))
        .color_primaries(color.primaries())
        .color_trc(color.transfer())
        .colorspace(color.matrix());
  }

  /** Writes colour information onto a picture. */
  public static void set(AVFrame frame, ColorInfo color) {
    frame
        .color_range(range(color.range()))
        .color_primaries(color.primaries())
        .color_trc(color.transfer())
        .colorspace(color.matrix());
  }

  private static ColorInfo.Range range(int range) {
    return switch (range) {
      case AVCOL_RANGE_MPEG -> ColorInfo.Range.LIMITED;
      case AVCOL_RANGE_JPEG -> ColorInfo.Range.FULL;
      default -> ColorInfo.Range.UNSPECIFIED;
    };
  }

  private static int range(ColorInfo.Range range) {
    return switch (range) {
      case LIMITED -> AVCOL_RANGE_MPEG;
      case FULL -> AVCOL_RANGE_JPEG;
      case UNSPECIFIED -> AVCOL_RANGE_UNSPECIFIED;
    };
  }
}
