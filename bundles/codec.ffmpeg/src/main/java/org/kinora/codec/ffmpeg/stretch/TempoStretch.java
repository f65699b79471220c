package org.kinora.codec.ffmpeg.stretch;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.AudioFrame;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.spi.codec.TimeStretch;

/**
 * Overlaps and adds pieces of the sound where they fit each other best ({@code atempo}). One filter
 * doubles or halves at most: beyond that it would skip sound instead of blending it, so several
 * stand in a row.
 */
public final class TempoStretch implements TimeStretch {
  private static final double FASTEST = 2;
  private static final double SLOWEST = 0.5;
  private static final String INPUT = "abuffer@in";
  private static final String OUTPUT = "abuffersink@out";

  private final int sampleRate;
  private final int channels;
  private final AVFilterGraph graph;
  private final AVFrame frame;
  private AVFilterContext input = new AVFilterContext(null);
  private AVFilterContext output = new AVFilterContext(null);
  private long startUs = MediaTime.UNKNOWN;
  private long taken;
  private long made;
  private boolean closed;

  private TempoStretch(int sampleRate, int channels) throws MediaException {
    this.sampleRate = sampleRate;
    this.channels = channels;
    graph = Av.allocated(avfilter_graph_alloc());
    frame = Av.allocated(av_frame_alloc());
  }

  /**
   * Builds the filters.
   *
   * @param speed 0.1 to 16
   * @throws MediaException ARGUMENT_INVALID for a speed, rate or number of channels that the
   *     filters do not take
   */
  public static TempoStretch open(int sampleRate, int channels, double speed)
      throws MediaException {
    TempoStretch stretch = new TempoStretch(sampleRate, channels);
    try {
      stretch.build(speed);
      return stretch;
    } catch (MediaException e) {
      stretch.close();
      throw e;
    }
  }

  private void build(double speed) throws MediaException {
    String what = "sound at %s times its speed".formatted(speed);
    if (!(speed >= 0.1 && speed <= 16)) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, what + "; 0.1 to 16 are allowed");
    }
    String description =
        String.format(
            Locale.ROOT,
            "%s=time_base=1/%d:sample_rate=%d:sample_fmt=flt:channel_layout=%dc,%s%s",
            INPUT,
            sampleRate,
            sampleRate,
            channels,
            tempos(speed),
            OUTPUT);
    AVFilterInOut inputs = new AVFilterInOut(null);
    AVFilterInOut outputs = new AVFilterInOut(null);
    try {
      int parsed = avfilter_graph_parse2(graph, description, inputs, outputs);
      Av.check(parsed, MediaError.ARGUMENT_INVALID, what);
    } finally {
      avfilter_inout_free(inputs);
      avfilter_inout_free(outputs);
    }
    Av.check(avfilter_graph_config(graph, null), MediaError.ARGUMENT_INVALID, what);
    input = Av.allocated(avfilter_graph_get_filter(graph, INPUT));
    output = Av.allocated(avfilter_graph_get_filter(graph, OUTPUT));
  }

  private static String tempos(double speed) {
    StringBuilder filters = new StringBuilder();
    double rest = speed;
    while (rest > FASTEST || rest < SLOWEST) {
      double step = rest > 1 ? FASTEST : SLOWEST;
      filters.append("atempo=").append(step).append(',');
      rest /= step;
    }
    return filters.append("atempo=").append(rest).append(',').toString();
  }

  @Override
  public void process(AudioFrame sound, FrameSink sink) throws IOException {
    checkOpen();
    if (sound.sampleRate() != sampleRate || sound.channels() != channels) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "found sound of %d Hz and %d channels, expected %d Hz and %d"
              .formatted(sound.sampleRate(), sound.channels(), sampleRate, channels));
    }
    if (startUs == MediaTime.UNKNOWN) {
      startUs = sound.timeUs();
    }
    if (sound.count() > 0) {
      copy(sound);
      add(frame);
      drain(sink);
    }
  }

  private void copy(AudioFrame sound) throws MediaException {
    av_frame_unref(frame);
    frame.nb_samples(sound.count()).format(AV_SAMPLE_FMT_FLT).sample_rate(sampleRate);
    av_channel_layout_default(frame.ch_layout(), channels);
    Av.check(
        av_frame_get_buffer(frame, 0),
        MediaError.INTERNAL_ERROR,
        "memory for " + sound.count() + " samples");
    view(frame).put(sound.samples().duplicate());
    frame.pts(taken);
    taken += sound.count();
  }

  private void add(@Nullable AVFrame sound) throws MediaException {
    Av.check(av_buffersrc_add_frame(input, sound), MediaError.INTERNAL_ERROR, "changing the speed");
  }

  private void drain(FrameSink sink) throws IOException {
    int result = av_buffersink_get_frame(output, frame);
    while (!Av.isDrained(result)) {
      Av.check(result, MediaError.INTERNAL_ERROR, "changing the speed");
      try {
        long timeUs = startUs + MediaTime.toUs(made, sampleRate);
        made += frame.nb_samples();
        sink.accept(new AudioFrame(timeUs, sampleRate, channels, view(frame)));
      } finally {
        av_frame_unref(frame);
      }
      result = av_buffersink_get_frame(output, frame);
    }
  }

  private FloatBuffer view(AVFrame sound) {
    long numbers = (long) sound.nb_samples() * channels;
    return new FloatPointer(sound.data(0)).capacity(numbers).asBuffer();
  }

  @Override
  public void flush(FrameSink sink) throws IOException {
    checkOpen();
    add(null);
    drain(sink);
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "the time stretch was closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(frame);
      avfilter_graph_free(graph);
    }
  }
}
