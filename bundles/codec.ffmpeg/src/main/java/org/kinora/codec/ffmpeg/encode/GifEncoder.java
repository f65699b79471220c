package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_PAL8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.lib.filter.FilterGraph;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;

/**
 * Encodes pictures of 256 colours: each picture gets the palette that suits it best ({@code
 * palettegen}), and is dithered with it ({@code paletteuse}). What does not change from one picture
 * to the next is left transparent.
 */
final class GifEncoder implements Encoder {
  /** The option that says how colours are mixed, in FFmpeg's words. */
  static final String DITHER = "dither";

  private static final String USUAL_DITHER = "sierra2_4a";
  private static final ColorInfo RGB = new ColorInfo(ColorInfo.Range.FULL, 1, 13, 0);
  private static final String INPUT = "buffer@in";
  private static final String OUTPUT = "buffersink@out";

  private final VideoFormat format;
  private final FilterGraph graph;
  private final AVFilterContext input;
  private final AVFilterContext output;
  private final AVFrame coloured;
  private final AVPacket packet;
  private final PictureSource source;

  /** Durations of the pictures inside the library, by time. */
  private final Map<Long, Long> durations = new HashMap<>();

  private AVCodecContext context = new AVCodecContext(null);
  private long lastTimeUs = Long.MIN_VALUE;
  private boolean closed;

  private GifEncoder(VideoFormat target, FilterGraph graph) throws MediaException {
    format = new VideoFormat("gif", target.width(), target.height(), RGB, Blob.EMPTY);
    this.graph = graph;
    input = graph.filter(INPUT);
    output = graph.filter(OUTPUT);
    coloured = Av.allocated(av_frame_alloc());
    packet = Av.allocated(av_packet_alloc());
    source = new PictureSource(AV_PIX_FMT_RGBA, RGB, false);
  }

  /**
   * Opens the filters and the encoder.
   *
   * @param options perhaps {@link #DITHER}: {@code sierra2_4a}, {@code bayer}, {@code none} …
   * @throws MediaException ARGUMENT_INVALID for another word
   */
  static GifEncoder open(VideoFormat target, Map<String, String> options) throws MediaException {
    GifEncoder encoder =
        new GifEncoder(target, palettes(target, options.getOrDefault(DITHER, USUAL_DITHER)));
    try {
      encoder.openCodec();
      return encoder;
    } catch (MediaException e) {
      encoder.close();
      throw e;
    }
  }

  private static FilterGraph palettes(VideoFormat target, String dither) throws MediaException {
    if (!dither.matches("[a-z0-9_]+")) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "dither=" + dither);
    }
    String description =
        "%s=video_size=%dx%d:pix_fmt=rgba:time_base=1/1000000:colorspace=gbr:range=pc,split[a][b];"
                .formatted(INPUT, target.width(), target.height())
            + "[a]palettegen=stats_mode=single[p];"
            + "[b][p]paletteuse=new=1:dither=%s,%s".formatted(dither, OUTPUT);
    return FilterGraph.of(
        description, MediaError.ARGUMENT_INVALID, "palettes with dither=" + dither);
  }

  private void openCodec() throws MediaException {
    context = Av.allocated(avcodec_alloc_context3(avcodec_find_encoder_by_name("gif")));
    try (AVRational timeBase = Av.microseconds()) {
      context.time_base(timeBase).pix_fmt(AV_PIX_FMT_PAL8).thread_count(1);
      context.width(format.width()).height(format.height());
      Av.check(
          avcodec_open2(context, null, (AVDictionary) null),
          MediaError.ENCODER_NOT_SUPPORTED,
          "opening gif for %dx%d".formatted(format.width(), format.height()));
    }
  }

  @Override
  public TrackFormat format() {
    return format;
  }

  @Override
  public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
    checkOpen();
    VideoFrame picture = checked(frame);
    AVFrame rgb = source.take(picture);
    rgb.pts(picture.timeUs());
    rgb.duration(picture.durationUs());
    durations.put(picture.timeUs(), picture.durationUs());
    lastTimeUs = picture.timeUs();
    add(rgb, sink);
  }

  private VideoFrame checked(Frame frame) throws MediaException {
    if (!(frame instanceof VideoFrame picture)
        || picture.width() != format.width()
        || picture.height() != format.height()
        || picture.timeUs() <= lastTimeUs) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "frame at %d us: expected a picture of %dx%d after %d us"
              .formatted(frame.timeUs(), format.width(), format.height(), lastTimeUs));
    }
    return picture;
  }

  private void add(@Nullable AVFrame rgb, SampleSink sink) throws IOException {
    graph.put(input, rgb);
    while (graph.take(output, coloured)) {
      try {
        send(coloured, sink);
      } finally {
        av_frame_unref(coloured);
      }
    }
  }

  private void send(@Nullable AVFrame picture, SampleSink sink) throws IOException {
    int sent = avcodec_send_frame(context, picture);
    Av.check(sent, MediaError.INTERNAL_ERROR, "gif refused a picture after " + lastTimeUs + " us");
    int result = avcodec_receive_packet(context, packet);
    while (!Av.isDrained(result)) {
      Av.check(result, MediaError.INTERNAL_ERROR, "gif failed");
      try {
        sink.accept(info(), Av.view(packet.data(), packet.size()));
      } finally {
        av_packet_unref(packet);
      }
      result = avcodec_receive_packet(context, packet);
    }
  }

  private SampleInfo info() {
    Long durationUs = durations.remove(packet.pts());
    return SampleInfo.inOrder(
        packet.pts(),
        durationUs == null ? 0 : durationUs,
        packet.size(),
        (packet.flags() & AV_PKT_FLAG_KEY) != 0);
  }

  @Override
  public void flush(SampleSink sink) throws IOException {
    checkOpen();
    add(null, sink);
    send(null, sink);
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "the gif encoder was closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      source.close();
      av_packet_free(packet);
      av_frame_free(coloured);
      avcodec_free_context(context);
      graph.close();
    }
  }
}
