package org.kinora.compose.filtergraph;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.kinora.lib.filter.FilterGraph;
import org.kinora.lib.scale.PixelFormats;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * A graph of filters: pictures of one format go in at named sources, one picture comes out for each
 * time. One thread at a time.
 */
final class PictureGraph implements Closeable {
  /** The text of a graph's end. */
  static final String SINK = "buffersink@out";

  private static final int ALIGNMENT_BYTES = 64;

  private final String what;
  private final FilterGraph graph;
  private final AVFrame result;
  private final Map<String, AVFrame> inputs = new HashMap<>();

  private PictureGraph(String what, FilterGraph graph) throws MediaException {
    this.what = what;
    this.graph = graph;
    result = allocated(av_frame_alloc());
  }

  /**
   * Builds a graph.
   *
   * @param description in FFmpeg's syntax, its sources written by {@link #source} and its end
   *     {@link #SINK}
   * @throws MediaException INTERNAL_ERROR if FFmpeg does not take it
   */
  static PictureGraph of(String description) throws MediaException {
    String what = "filter graph '" + description + "'";
    return new PictureGraph(what, FilterGraph.of(description, MediaError.INTERNAL_ERROR, what));
  }

  /** The text of a source of pictures like this one, with a label of the same name. */
  static String source(String name, VideoFrame like) {
    return "buffer@%s=video_size=%dx%d:pix_fmt=%d:time_base=1/1000000:range=%s:colorspace=%d[%s]"
        .formatted(
            name,
            like.width(),
            like.height(),
            PixelFormats.of(like.layout()),
            like.layout() == PixelLayout.RGBA || isFull(like) ? "pc" : "tv",
            like.layout() == PixelLayout.RGBA ? 0 : like.color().matrix(),
            name);
  }

  private static boolean isFull(VideoFrame frame) {
    return frame.color().range() == ColorInfo.Range.FULL;
  }

  /** Puts a picture in at a source; its pixels are copied. The same one can be put in again. */
  void put(String source, VideoFrame picture, long timeUs) throws MediaException {
    AVFrame frame = inputs.get(source);
    if (frame != null) {
      av_frame_free(frame);
    }
    frame = allocated(av_frame_alloc());
    inputs.put(source, frame);
    frame.width(picture.width()).height(picture.height());
    frame.format(PixelFormats.of(picture.layout()));
    frame.color_range(isFull(picture) ? 2 : 1).colorspace(picture.color().matrix());
    check(av_frame_get_buffer(frame, ALIGNMENT_BYTES));
    for (int i = 0; i < picture.planes().size(); i++) {
      Plane plane = picture.planes().get(i);
      PixelLayout layout = picture.layout();
      try (BytePointer data = new BytePointer(plane.data().slice())) {
        av_image_copy_plane(
            frame.data(i),
            frame.linesize(i),
            data,
            plane.stride(),
            layout.planeWidth(i, picture.width()) * layout.bytesPerPixel(),
            layout.planeHeight(i, picture.height()));
      }
    }
    putAgain(source, timeUs);
  }

  /** Puts the picture in that was put in last at this source. */
  void putAgain(String source, long timeUs) throws MediaException {
    AVFrame frame = inputs.get(source);
    if (frame == null) {
      throw new IllegalStateException("nothing was put in at " + source);
    }
    frame.pts(timeUs);
    check(av_buffersrc_write_frame(graph.filter("buffer@" + source), frame));
  }

  /**
   * Takes the picture that comes out.
   *
   * @param layout that the graph ends with
   * @return valid until the next call
   * @throws MediaException INTERNAL_ERROR if none comes
   */
  VideoFrame take(PixelLayout layout, ColorInfo color) throws MediaException {
    av_frame_unref(result);
    if (!graph.take(graph.filter(SINK), result)) {
      throw failure("no picture");
    }
    if (result.format() != PixelFormats.of(layout)) {
      throw failure("pictures of format " + result.format());
    }
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      int stride = result.linesize(i);
      int rows = layout.planeHeight(i, result.height());
      int row = layout.planeWidth(i, result.width()) * layout.bytesPerPixel();
      ByteBuffer data = result.data(i).capacity((rows - 1L) * stride + row).asByteBuffer();
      planes.add(new Plane(data, stride));
    }
    return new VideoFrame(result.pts(), 0, result.width(), result.height(), layout, color, planes);
  }

  private static <P extends Pointer> P allocated(P pointer) throws MediaException {
    if (pointer == null || pointer.isNull()) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "FFmpeg has no memory left");
    }
    return pointer;
  }

  private void check(int number) throws MediaException {
    if (number < 0) {
      throw failure("FFmpeg returned " + number);
    }
  }

  private MediaException failure(String why) {
    return new MediaException(MediaError.INTERNAL_ERROR, what + ": " + why);
  }

  @Override
  public void close() {
    inputs.values().forEach(frame -> av_frame_free(frame));
    inputs.clear();
    av_frame_free(result);
    graph.close();
  }
}
