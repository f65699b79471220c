package org.kinora.compose.filtergraph;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
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
final class FilterGraph implements Closeable {
  /** The text of a graph's end. */
  static final String SINK = "buffersink@out";

  private static final int ALIGNMENT_BYTES = 64;
  private static final int TEXT_BYTES = 256;

  private final String description;
  private final AVFilterGraph graph;
  private final AVFrame result;
  private final Map<String, AVFrame> inputs = new HashMap<>();

  private FilterGraph(String description) throws MediaException {
    this.description = description;
    graph = allocated(avfilter_graph_alloc());
    result = allocated(av_frame_alloc());
    graph.nb_threads(1);
  }

  /**
   * Builds a graph.
   *
   * @param description in FFmpeg's syntax, its sources written by {@link #source} and its end
   *     {@link #SINK}
   * @throws MediaException INTERNAL_ERROR if FFmpeg does not take it
   */
  static FilterGraph of(String description) throws MediaException {
    FilterGraph made = new FilterGraph(description);
    AVFilterInOut in = new AVFilterInOut(null);
    AVFilterInOut out = new AVFilterInOut(null);
    try {
      made.check(avfilter_graph_parse2(made.graph, description, in, out));
      made.check(avfilter_graph_config(made.graph, null));
      return made;
    } catch (MediaException e) {
      made.close();
      throw e;
    } finally {
      avfilter_inout_free(in);
      avfilter_inout_free(out);
    }
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
    check(av_buffersrc_write_frame(filter("buffer@" + source), frame));
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
    check(av_buffersink_get_frame(filter(SINK), result));
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

  private AVFilterContext filter(String name) {
    return avfilter_graph_get_filter(graph, name);
  }

  private static <P extends Pointer> P allocated(P pointer) throws MediaException {
    if (pointer == null || pointer.isNull()) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "FFmpeg has no memory left");
    }
    return pointer;
  }

  private void check(int number) throws MediaException {
    if (number < 0) {
      byte[] text = new byte[TEXT_BYTES];
      av_strerror(number, text, text.length);
      throw failure(new String(text, StandardCharsets.UTF_8).strip());
    }
  }

  private MediaException failure(String why) {
    return new MediaException(
        MediaError.INTERNAL_ERROR, "filter graph '" + description + "': " + why);
  }

  @Override
  public void close() {
    inputs.values().forEach(frame -> av_frame_free(frame));
    inputs.clear();
    av_frame_free(result);
    avfilter_graph_free(graph);
  }
}
