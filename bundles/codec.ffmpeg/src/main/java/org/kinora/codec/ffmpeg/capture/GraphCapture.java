package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
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
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.lib.filter.FilterGraph;
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
  private final String what;
  private final FilterGraph graph;
  private final AVFrame frame;
  private final List<GraphTrack> tracks = new ArrayList<>();
  private final RealTime realTime = new RealTime();
  private boolean closed;

  private GraphCapture(String what, FilterGraph graph) throws MediaException {
    this.what = what;
    this.graph = graph;
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
    String what = "filter graph '" + description + "'";
    GraphCapture capture =
        new GraphCapture(what, FilterGraph.parse(description, MediaError.ARGUMENT_INVALID, what));
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
    for (FilterGraph.OpenOutput output : graph.openOutputs()) {
      sinks.add(sink(output, sinks.size()));
    }
    graph.configure();
    for (AVFilterContext sink : sinks) {
      tracks.add(new GraphTrack(tracks.size() + 1, sink));
    }
    if (tracks.isEmpty()) {
      throw invalid("no output is left open");
    }
  }

  private AVFilterContext sink(FilterGraph.OpenOutput output, int number) throws MediaException {
    int type = avfilter_pad_get_type(output.filter().output_pads(), output.pad());
    if (type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) {
      throw invalid("an output is neither pictures nor sound");
    }
    String filter = type == AVMEDIA_TYPE_VIDEO ? "buffersink" : "abuffersink";
    AVFilterContext sink = graph.add(filter, "out" + number, Map.of());
    return graph.link(output.filter(), output.pad(), sink);
  }

  private MediaException invalid(String why) {
    return new MediaException(MediaError.ARGUMENT_INVALID, what + ": " + why);
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
        Av.check(result, MediaError.IO_ERROR, what);
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
      graph.close();
    }
  }
}
