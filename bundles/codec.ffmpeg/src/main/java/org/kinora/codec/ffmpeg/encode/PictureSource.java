package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.Colors;
import org.kinora.codec.ffmpeg.av.PictureConverter;
import org.kinora.codec.ffmpeg.av.PixelFormats;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Turns Kinora's lent pictures into FFmpeg's: the same memory where the encoder copies it anyhow,
 * else copied once into padded memory (FFmpeg reads past the end of rows); converted where the
 * encoder wants another format, matrix or range.
 */
final class PictureSource implements AutoCloseable {
  private final int format;
  private final ColorInfo color;
  private final boolean isCopiedByEncoder;

  /**
   * Points at the lent planes. FFmpeg copies a picture that has no buffer, so it has one, of a
   * single byte that nobody looks at.
   */
  private final AVFrame view;

  private final AVFrame copy;
  private @Nullable PictureConverter converter;

  /**
   * Makes a source.
   *
   * @param isCopiedByEncoder whether the encoder is done with a picture when it has taken it
   */
  PictureSource(int format, ColorInfo color, boolean isCopiedByEncoder) throws MediaException {
    this.format = format;
    this.color = color;
    this.isCopiedByEncoder = isCopiedByEncoder;
    view = Av.allocated(av_frame_alloc());
    view.buf(0, Av.allocated(av_buffer_alloc(1)));
    copy = Av.allocated(av_frame_alloc());
  }

  /**
   * Makes FFmpeg's picture of one of ours.
   *
   * @return valid until the next call, and as long as the picture
   * @throws MediaException ARGUMENT_INVALID if a plane is too small for its picture
   */
  AVFrame take(VideoFrame frame) throws MediaException {
    int source = PixelFormats.of(frame.layout());
    view.width(frame.width()).height(frame.height()).format(source);
    for (int i = 0; i < frame.planes().size(); i++) {
      Plane plane = frame.planes().get(i);
      checkSize(frame, i, plane);
      view.data(i, new BytePointer(plane.data())).linesize(i, plane.stride());
    }
    boolean isAsWanted = isAsWanted(frame);
    if (isAsWanted && isCopiedByEncoder) {
      Colors.set(view, color);
      return view;
    }
    PictureConverter.resize(copy, frame.width(), frame.height(), source);
    Av.check(av_frame_copy(copy, view), MediaError.INTERNAL_ERROR, "copying a picture");
    if (isAsWanted) {
      Colors.set(copy, color);
      return copy;
    }
    if (converter == null) {
      converter = new PictureConverter();
    }
    return converter.convert(copy, frame.color(), format, wanted(frame));
  }

  private boolean isAsWanted(VideoFrame frame) {
    if (PixelFormats.of(frame.layout()) != format) {
      return false;
    }
    ColorInfo wanted = wanted(frame);
    return frame.layout() == PixelLayout.RGBA
        || (frame.color().range() == wanted.range() && frame.color().matrix() == wanted.matrix());
  }

  /** What the target leaves open stays as the picture has it. */
  private ColorInfo wanted(VideoFrame frame) {
    boolean rgb = frame.layout() == PixelLayout.RGBA;
    boolean rangeOpen = color.range() == ColorInfo.Range.UNSPECIFIED;
    boolean matrixOpen = color.matrix() == 2;
    return new ColorInfo(
        rangeOpen && !rgb ? frame.color().range() : color.range(),
        color.primaries(),
        color.transfer(),
        matrixOpen && !rgb ? frame.color().matrix() : color.matrix());
  }

  private static void checkSize(VideoFrame frame, int index, Plane plane) throws MediaException {
    PixelLayout layout = frame.layout();
    long row = (long) layout.planeWidth(index, frame.width()) * layout.bytesPerPixel();
    long needed = (layout.planeHeight(index, frame.height()) - 1L) * plane.stride() + row;
    if (plane.stride() < row || plane.data().remaining() < needed) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "plane %d of a %dx%d %s picture at %d us: %d bytes in rows of %d, expected %d in rows of %d"
              .formatted(
                  index,
                  frame.width(),
                  frame.height(),
                  layout,
                  frame.timeUs(),
                  plane.data().remaining(),
                  plane.stride(),
                  needed,
                  row));
    }
  }

  @Override
  public void close() {
    if (converter != null) {
      converter.close();
    }
    av_frame_free(copy);
    av_frame_free(view);
  }
}
