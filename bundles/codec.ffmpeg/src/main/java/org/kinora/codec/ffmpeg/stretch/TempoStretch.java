package org.kinora.codec.ffmpeg.stretch;

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
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.lib.filter.FilterGraph;
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
  private final FilterGraph graph;
  private final AVFilterContext input;
  private final AVFilterContext output;
  private final AVFrame frame;
  private long startUs = MediaTime.UNKNOWN;
  private long taken;
  private long made;
  private boolean closed;

  private TempoStretch(int sampleRate, int channels, FilterGraph graph) throws MediaException {
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.graph = graph;
    input = graph.filter(INPUT);
    output = graph.filter(OUTPUT);
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
    FilterGraph graph = FilterGraph.of(description, MediaError.ARGUMENT_INVALID, what);
    return new TempoStretch(sampleRate, channels, graph);
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
      graph.put(input, frame);
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

  private void drain(FrameSink sink) throws IOException {
    while (graph.take(output, frame)) {
      try {
        long timeUs = startUs + MediaTime.toUs(made, sampleRate);
        made += frame.nb_samples();
        sink.accept(new AudioFrame(timeUs, sampleRate, channels, view(frame)));
      } finally {
        av_frame_unref(frame);
      }
    }
  }

  private FloatBuffer view(AVFrame sound) {
    long numbers = (long) sound.nb_samples() * channels;
    return new FloatPointer(sound.data(0)).capacity(numbers).asBuffer();
  }

  @Override
  public void flush(FrameSink sink) throws IOException {
    checkOpen();
    graph.put(input, null);
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
      graph.close();
    }
  }
}
