package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.jspecify.annotations.Nullable;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Converts pictures to another pixel format, matrix and range, at the same size. Chroma is
 * interpolated at full precision. A matrix that neither side specifies is BT.601, as everywhere in
 * FFmpeg. One thread at a time.
 */
public final class PictureConverter implements AutoCloseable {
  private static final int FLAGS =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
  private static final int UNITY = 1 << 16;

  /** What must stay the same for a context to be used again. */
  private record Task(
      int width, int height, int from, int to, ColorInfo fromColor, ColorInfo toColor) {}

  private final AVFrame target;
  private @Nullable Task task;
  private @Nullable SwsContext scaler;

  /** Makes a converter without a picture yet. */
  public PictureConverter() throws MediaException {
    target = Av.allocated(av_frame_alloc());
  }

  /**
   * Converts one picture.
   *
   * @param source a padded picture
   * @return the converted picture without times, valid until the next call
   */
  public AVFrame convert(AVFrame source, ColorInfo from, int format, ColorInfo to)
      throws MediaException {
    Task wanted = new Task(source.width(), source.height(), source.format(), format, from, to);
    SwsContext ready = prepare(wanted);
    resize(target, wanted.width(), wanted.height(), format);
    Av.check(
        sws_scale(
            ready,
            source.data(),
            source.linesize(),
            0,
            source.height(),
            target.data(),
            target.linesize()),
        MediaError.INTERNAL_ERROR,
        "converting a picture");
    Colors.set(target, to);
    return target;
  }

  /** Gives a picture buffers of this size and format, its own again where they fit and are free. */
  public static void resize(AVFrame frame, int width, int height, int format)
      throws MediaException {
    boolean fits = frame.width() == width && frame.height() == height && frame.format() == format;
    if (fits && av_frame_is_writable(frame) != 0) {
      return;
    }
    av_frame_unref(frame);
    frame.width(width).height(height).format(format);
    Av.check(
        av_frame_get_buffer(frame, 0),
        MediaError.INTERNAL_ERROR,
        "memory for a picture of " + width + "x" + height);
  }

  private SwsContext prepare(Task wanted) throws MediaException {
    if (scaler != null && wanted.equals(task)) {
      return scaler;
    }
    free();
    SwsContext made = Av.allocated(sws_alloc_context());
    scaler = made;
    int fromRange = isFull(wanted.fromColor, wanted.from);
    int toRange = isFull(wanted.toColor, wanted.to);
    made.src_w(wanted.width).src_h(wanted.height).src_format(wanted.from).src_range(fromRange);
    made.dst_w(wanted.width).dst_h(wanted.height).dst_format(wanted.to).dst_range(toRange);
    made.flags(FLAGS);
    // knows the ranges from the start: where nothing else differs, it would choose a plain copy
    check(sws_init_context(made, null, null), wanted);
    check(
        sws_setColorspaceDetails(
            made,
            sws_getCoefficients(matrix(wanted.fromColor)),
            fromRange,
            sws_getCoefficients(matrix(wanted.toColor)),
            toRange,
            0,
            UNITY,
            UNITY),
        wanted);
    task = wanted;
    return made;
  }

  private static void check(int result, Task wanted) throws MediaException {
    Av.check(
        result,
        MediaError.INTERNAL_ERROR,
        "converting pixel format " + wanted.from + " to " + wanted.to);
  }

  private static int matrix(ColorInfo color) {
    return switch (color.matrix()) {
      case 1, 4, 5, 6, 7, 9 -> color.matrix();
      case 10 -> 9;
      default -> SWS_CS_DEFAULT;
    };
  }

  private static int isFull(ColorInfo color, int format) {
    return color.range() == ColorInfo.Range.FULL || PixelFormats.isRgb(format) ? 1 : 0;
  }

  private void free() {
    if (scaler != null) {
      sws_freeContext(scaler);
      scaler = null;
    }
    task = null;
  }

  @Override
  public void close() {
    free();
    av_frame_free(target);
  }
}
