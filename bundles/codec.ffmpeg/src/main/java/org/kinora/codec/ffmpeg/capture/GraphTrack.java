package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_channels;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_format;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_h;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_sample_rate;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_type;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_w;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.decode.FrameMapper;
import org.kinora.codec.ffmpeg.decode.PictureMapper;
import org.kinora.codec.ffmpeg.decode.SoundMapper;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;

/** One open output of a filter graph. */
final class GraphTrack implements AutoCloseable {
  private final AVFilterContext sink;
  private final Track track;
  private final FrameMapper mapper;
  private final int numerator;
  private final int denominator;
  private long timeUs;
  private boolean ended;

  /** Takes an output of a graph that is configured; the graph owns it. */
  GraphTrack(int id, AVFilterContext sink) {
    this.sink = sink;
    boolean video = av_buffersink_get_type(sink) == AVMEDIA_TYPE_VIDEO;
    try (AVRational base = av_buffersink_get_time_base(sink)) {
      numerator = base.num();
      denominator = base.den();
    }
    TrackFormat format =
        video
            ? RawFormats.pictures(
                av_buffersink_get_w(sink),
                av_buffersink_get_h(sink),
                av_buffersink_get_format(sink),
                ColorInfo.UNSPECIFIED)
            : RawFormats.sound(
                av_buffersink_get_sample_rate(sink), av_buffersink_get_channels(sink));
    boolean whole = denominator % numerator == 0;
    int timescale = whole ? denominator / numerator : MediaTime.US_PER_SECOND;
    track = new Track(id, format, timescale, "");
    mapper = video ? new PictureMapper(ColorInfo.UNSPECIFIED) : new SoundMapper();
  }

  AVFilterContext sink() {
    return sink;
  }

  Track track() {
    return track;
  }

  /** The time of the last frame. */
  long timeUs() {
    return timeUs;
  }

  boolean hasEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Shows a frame of this output; valid as long as the frame. */
  Frame take(AVFrame frame) throws MediaException {
    if (frame.pts() != AV_NOPTS_VALUE) {
      long endUs = Av.toUs(frame.pts() + frame.duration(), numerator, denominator);
      timeUs = Av.toUs(frame.pts(), numerator, denominator);
      frame.duration(endUs - timeUs);
    }
    frame.pts(timeUs);
    return mapper.map(frame);
  }

  @Override
  public void close() {
    mapper.close();
  }
}
