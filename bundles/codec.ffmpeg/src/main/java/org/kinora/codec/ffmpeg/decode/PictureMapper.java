package org.kinora.codec.ffmpeg.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_plane_buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.Colors;
import org.kinora.codec.ffmpeg.av.PictureConverter;
import org.kinora.codec.ffmpeg.av.PixelFormats;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Shows decoded pictures where they lie; only formats without a layout of ours are converted. What
 * the stream leaves unspecified about colour is taken from the track.
 */
public final class PictureMapper implements FrameMapper {
  private static final int MATRIX_RGB = 0;

  /** FFmpeg's scaler reads a little beyond the last pixel; with less room it must copy first. */
  private static final int MARGIN_BYTES = 64;

  private final ColorInfo trackColor;
  private @Nullable PictureConverter converter;

  /** Makes a mapper; {@code trackColor} fills in what pictures leave open. */
  public PictureMapper(ColorInfo trackColor) {
    this.trackColor = trackColor;
  }

  @Override
  public Frame map(AVFrame frame) throws MediaException {
    ColorInfo color = color(frame);
    Optional<PixelLayout> layout = PixelFormats.layout(frame.format());
    if (layout.isPresent()) {
      return picture(frame, frame, layout.get(), color);
    }
    PixelLayout nearest = PixelFormats.nearestLayout(frame.format());
    ColorInfo wanted =
        nearest == PixelLayout.RGBA
            ? new ColorInfo(ColorInfo.Range.FULL, color.primaries(), color.transfer(), MATRIX_RGB)
            : color;
    if (converter == null) {
      converter = new PictureConverter();
    }
    AVFrame converted = converter.convert(frame, color, PixelFormats.of(nearest), wanted);
    return picture(converted, frame, nearest, wanted);
  }

  private ColorInfo color(AVFrame frame) {
    ColorInfo said = Colors.of(frame);
    return new ColorInfo(
        isFullByFormat(frame.format())
            ? ColorInfo.Range.FULL
            : said.range() == ColorInfo.Range.UNSPECIFIED ? trackColor.range() : said.range(),
        said.primaries() == 2 ? trackColor.primaries() : said.primaries(),
        said.transfer() == 2 ? trackColor.transfer() : said.transfer(),
        said.matrix() == 2 ? trackColor.matrix() : said.matrix());
  }

  private static boolean isFullByFormat(int format) {
    return format == AV_PIX_FMT_YUVJ420P
        || format == AV_PIX_FMT_YUVJ422P
        || format == AV_PIX_FMT_YUVJ444P;
  }

  private static VideoFrame picture(
      AVFrame pixels, AVFrame timed, PixelLayout layout, ColorInfo color) {
    int width = pixels.width();
    int height = pixels.height();
    List<Plane> planes = new ArrayList<>(layout.planes());
    for (int i = 0; i < layout.planes(); i++) {
      int stride = pixels.linesize(i);
      long lastRow = (long) layout.planeWidth(i, width) * layout.bytesPerPixel();
      long bytes = (layout.planeHeight(i, height) - 1L) * stride + lastRow;
      planes.add(new Plane(Av.view(pixels.data(i), bytes + margin(pixels, i, bytes)), stride));
    }
    long durationUs = Math.max(0, timed.duration());
    return new VideoFrame(timed.pts(), durationUs, width, height, layout, color, planes);
  }

  /** How many bytes of the decoder's memory behind a plane's pixels are lent with them. */
  private static long margin(AVFrame pixels, int plane, long bytes) {
    AVBufferRef memory = av_frame_get_plane_buffer(pixels, plane);
    if (memory == null) {
      return 0;
    }
    long end = memory.data().address() + memory.size();
    return Math.min(MARGIN_BYTES, end - pixels.data(plane).address() - bytes);
  }

  @Override
  public void close() {
    if (converter != null) {
      converter.close();
    }
  }
}
