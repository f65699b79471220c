package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_pad_get_type;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSink;

/**
 * Pictures and sound that a filter graph makes by itself, in real time. It uses FFmpeg's filter
 * library only: the device library, whose {@code lavfi} does the same, does not load everywhere.
 */
final class GraphCapture implements Capture {
  private final String description;
  private final AVFilterGraph graph;
  private final AVFrame frame;
  private final List<GraphTrack> tracks = new ArrayList<>();
  private final RealTime realTime = new RealTime();
  private boolean closed;

  private GraphCapture(String description) throws MediaException {
    this.description = description;
    graph = Av.allocated(avfilter_graph_alloc());
    frame = Av.allocated(av_frame_alloc());
  }

  /**
   * Builds a graph; each output that leads nowhere becomes a track.
   *
   * @param description in FFmpeg's syntax for filter graphs
   * @throws MediaException ARGUMENT_INVALID
   */
  static GraphCapture open(String description, Map<String, String> options) throws MediaException {
    if (!options.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "a filter graph has no source options; found " + options.keySet());
    }
    GraphCapture capture = new GraphCapture(description);
    try {
      capture.build();
      return capture;
    } catch (MediaException e) {
      capture.close();
      throw e;
    }
  }

  private void build() throws MediaException {
    List<AVFilterContext> sinks = new ArrayList<>();
    AVFilterInOut inputs = new AVFilterInOut(null);
    AVFilterInOut outputs = new AVFilterInOut(null);
    try {
      check(avfilter_graph_parse2(graph, description, inputs, outputs));
      if (!inputs.isNull()) {
        throw invalid("an input leads nowhere");
      }
      for (AVFilterInOut out = outputs; out != null && !out.isNull(); out = out.next()) {
        sinks.add(sink(out, sinks.size()));
      }
    } finally {
      avfilter_inout_free(inputs);
      avfilter_inout_free(outputs);
    }
    check(avfilter_graph_config(graph, null));
    for (AVFilterContext sink : sinks) {
      tracks.add(new GraphTrack(tracks.size() + 1, sink));
    }
    if (tracks.isEmpty()) {
      throw invalid("no output is left open");
    }
  }

  private AVFilterContext sink(AVFilterInOut out, int number) throws MediaException {
    AVFilterContext from = out.filter_ctx();
    int type = avfilter_pad_get_type(from.output_pads(), out.pad_idx());
    if (type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) {
      throw invalid("an output is neither pictures nor sound");
    }
    String filter = type == AVMEDIA_TYPE_VIDEO ? "buffersink" : "abuffersink";
    AVFilterContext sink = new AVFilterContext(null);
    check(
        avfilter_graph_create_filter(
            sink,
            avfilter_get_by_name(filter),
            "out" + number,
            (String) null,
            (Pointer) null,
            graph));
    check(avfilter_link(from, out.pad_idx(), sink, 0));
    return sink;
  }

  private void check(int result) throws MediaException {
    if (result < 0) {
      throw invalid(Av.text(result));
    }
  }

  private MediaException invalid(String why) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID, "filter graph '" + description + "': " + why);
  }

  @Override
  public List<Track> tracks() {
    return tracks.stream().map(GraphTrack::track).toList();
  }

  /** A graph ends by itself or never, and cannot be lost. */
  @Override
  public boolean live() {
    return false;
  }

  @Override
  public boolean read(CaptureSink sink) throws IOException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "the filter graph was closed");
    }
    Optional<GraphTrack> next = behind();
    while (next.isPresent()) {
      GraphTrack track = next.get();
      int result = av_buffersink_get_frame(track.sink(), frame);
      if (result == AVERROR_EOF()) {
        track.end();
      } else if (result != AVERROR_EAGAIN()) {
        Av.check(result, MediaError.IO_ERROR, "filter graph '" + description + "'");
        hand(track, sink);
        return true;
      }
      next = behind();
    }
    return false;
  }

  /** The track that has come least far. */
  private Optional<GraphTrack> behind() {
    return tracks.stream()
        .filter(track -> !track.hasEnded())
        .min(Comparator.comparingLong(GraphTrack::timeUs));
  }

  private void hand(GraphTrack track, CaptureSink sink) throws IOException {
    try {
      Frame made = track.take(frame);
      realTime.await(made.timeUs());
      sink.frame(track.track().id(), made);
    } finally {
      av_frame_unref(frame);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tracks.forEach(GraphTrack::close);
      av_frame_free(frame);
      avfilter_graph_free(graph);
    }
  }
}
