package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;

/**
 * Encodes sound of any rate and channel count.
 *
 * <p>Sound is continuous: the first frame's time says when it begins, then samples are counted, and
 * later frames' times are not looked at. What the encoder puts in front ({@link
 * AudioFormat#preSkip()}) lies before that time; the last sample's duration ends where the sound
 * does, so that padding behind it can be told.
 */
final class AudioEncoder implements Encoder {
  private static final long BITS_PER_CHANNEL = 64_000;
  private static final int FLAC_BITS = 24;

  private final EncoderKind kind;
  private final AVCodecContext context;
  private final AVPacket packet;
  private final SoundSource source;
  private final AudioFormat format;
  private long startUs = MediaTime.UNKNOWN;
  private boolean closed;

  AudioEncoder(EncoderKind kind, AVCodec library, AudioFormat target, EncoderSettings settings)
      throws MediaException {
    this.kind = kind;
    context = Av.allocated(avcodec_alloc_context3(library));
    packet = av_packet_alloc();
    try (AVRational timeBase = av_make_q(1, target.sampleRate())) {
      context.time_base(timeBase).sample_rate(target.sampleRate()).sample_fmt(kind.format());
      context.thread_count(settings.threads());
      if (kind.format() == AV_SAMPLE_FMT_S32) {
        context.bits_per_raw_sample(FLAC_BITS);
      } else {
        context.bit_rate(settings.bitRate().orElse(BITS_PER_CHANNEL * target.channels()));
      }
      av_channel_layout_default(context.ch_layout(), target.channels());
      EncoderOptions.open(context, library, kind, settings);
      format = format(target);
      source = new SoundSource(context);
    } catch (MediaException e) {
      av_packet_free(packet);
      avcodec_free_context(context);
      throw e;
    }
  }

  private AudioFormat format(AudioFormat target) {
    int size = context.extradata_size();
    Blob config = size == 0 ? Blob.EMPTY : Blob.of(Av.view(context.extradata(), size));
    return new AudioFormat(
        target.codec(),
        target.sampleRate(),
        target.channels(),
        Math.max(0, context.initial_padding()),
        config);
  }

  @Override
  public TrackFormat format() {
    return format;
  }

  @Override
  public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
    checkOpen();
    if (!(frame instanceof AudioFrame sound)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "frame at " + frame.timeUs() + " us: found a picture, expected sound");
    }
    if (startUs == MediaTime.UNKNOWN) {
      startUs = sound.timeUs();
    }
    source.put(sound);
    while (source.hasFrame()) {
      send(source.take(), sink);
    }
  }

  @Override
  public void flush(SampleSink sink) throws IOException {
    checkOpen();
    source.finish();
    while (source.hasFrame()) {
      send(source.take(), sink);
    }
    send(null, sink);
  }

  private void send(@Nullable AVFrame frame, SampleSink sink) throws IOException {
    Av.check(
        avcodec_send_frame(context, frame),
        MediaError.INTERNAL_ERROR,
        kind.implementation() + " refused sound");
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (Av.isDrained(result)) {
        return;
      }
      Av.check(result, MediaError.INTERNAL_ERROR, kind.implementation() + " failed");
      try {
        if (packet.size() > 0) {
          sink.accept(info(), Av.view(packet.data(), packet.size()));
        }
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  private SampleInfo info() {
    long timeUs = startUs + MediaTime.toUs(packet.pts(), format.sampleRate());
    long endUs = startUs + MediaTime.toUs(packet.pts() + packet.duration(), format.sampleRate());
    return SampleInfo.inOrder(
        timeUs, endUs - timeUs, packet.size(), (packet.flags() & AV_PKT_FLAG_KEY) != 0);
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
