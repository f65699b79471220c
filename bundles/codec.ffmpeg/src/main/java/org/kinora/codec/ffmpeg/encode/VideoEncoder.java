package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.Colors;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;

/**
 * Encodes pictures at whatever times they come. Times go through the library unchanged, in
 * microseconds; key frames are placed by time, since libraries count pictures.
 */
final class VideoEncoder implements Encoder {
  private static final long TYPICAL_DURATION_US = 1_000_000 / EncoderKind.TYPICAL_FPS;
  private static final int NEVER = 1 << 20;

  private final EncoderKind kind;
  private final AVCodec library;
  private final VideoFormat format;
  private final EncoderSettings settings;
  private final PictureSource source;
  private final AVPacket packet;

  /** Durations of the pictures inside the library, by time. */
  private final Map<Long, Long> durations = new HashMap<>();

  private AVCodecContext context;
  private long lastTimeUs = Long.MIN_VALUE;
  private long lastKeyUs = Long.MIN_VALUE;
  private boolean closed;

  VideoEncoder(EncoderKind kind, AVCodec library, VideoFormat target, EncoderSettings settings)
      throws MediaException {
    this.kind = kind;
    this.library = library;
    this.settings = settings;
    format =
        new VideoFormat(
            target.codec(),
            target.width(),
            target.height(),
            kind.color(target.color()),
            Blob.EMPTY);
    context = open();
    packet = av_packet_alloc();
    source = new PictureSource(kind.format(), format.color(), kind.copiesPictures());
  }

  private AVCodecContext open() throws MediaException {
    AVCodecContext opened = Av.allocated(avcodec_alloc_context3(library));
    try (AVRational timeBase = Av.microseconds();
        AVRational rate = av_make_q(EncoderKind.TYPICAL_FPS, 1)) {
      opened.time_base(timeBase).framerate(rate);
      opened.width(format.width()).height(format.height()).pix_fmt(kind.format());
      opened.thread_count(kind.threads(settings)).max_pixels(Av.MAX_PIXELS);
      opened.gop_size(settings.keyframeIntervalUs() == 0 ? 1 : NEVER);
      opened.bit_rate(kind.bitRate(settings, format));
      Colors.set(opened, format.color());
      EncoderOptions.open(opened, library, kind, settings);
      return opened;
    } catch (MediaException e) {
      avcodec_free_context(opened);
      throw e;
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
    boolean keyframe = forceKeyframe || isKeyframeDue(picture.timeUs());
    AVFrame input = source.take(picture);
    input.pts(picture.timeUs());
    input.duration(picture.durationUs() > 0 ? picture.durationUs() : TYPICAL_DURATION_US);
    input.quality(context.global_quality()); // fixed quality goes by the picture
    input.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    durations.put(picture.timeUs(), picture.durationUs());
    lastTimeUs = picture.timeUs();
    if (keyframe) {
      lastKeyUs = picture.timeUs();
    }
    try {
      send(input, sink);
    } finally {
      // the library works on addresses: the collector cannot see that the memory is in use
      Reference.reachabilityFence(picture);
    }
  }

  private boolean isKeyframeDue(long timeUs) {
    return lastKeyUs == Long.MIN_VALUE || timeUs - lastKeyUs >= settings.keyframeIntervalUs();
  }

  private VideoFrame checked(Frame frame) throws MediaException {
    if (!(frame instanceof VideoFrame picture)
        || picture.width() != format.width()
        || picture.height() != format.height()) {
      String found =
          frame instanceof VideoFrame other ? other.width() + "x" + other.height() : "sound";
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "frame at %d us: found %s, expected a picture of %dx%d"
              .formatted(frame.timeUs(), found, format.width(), format.height()));
    }
    if (picture.timeUs() <= lastTimeUs) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "frame at %d us follows one at %d us; times must rise"
              .formatted(picture.timeUs(), lastTimeUs));
    }
    return picture;
  }

  private void send(@Nullable AVFrame frame, SampleSink sink) throws IOException {
    Av.check(
        avcodec_send_frame(context, frame),
        MediaError.INTERNAL_ERROR,
        kind.implementation() + " refused a picture after " + lastTimeUs + " us");
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (Av.isDrained(result)) {
        return;
      }
      Av.check(result, MediaError.INTERNAL_ERROR, kind.implementation() + " failed");
      try {
        sink.accept(info(), Av.view(packet.data(), packet.size()));
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  private SampleInfo info() {
    Long durationUs = durations.remove(packet.pts());
    return new SampleInfo(
        packet.pts(),
        packet.dts(),
        durationUs == null ? 0 : durationUs,
        packet.size(),
        (packet.flags() & AV_PKT_FLAG_KEY) != 0);
  }

  @Override
  public void flush(SampleSink sink) throws IOException {
    checkOpen();
    send(null, sink);
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(
          MediaError.CLOSED, "the " + kind.implementation() + " encoder was closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      source.close();
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }
}
