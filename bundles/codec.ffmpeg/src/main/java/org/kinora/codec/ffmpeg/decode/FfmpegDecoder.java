package org.kinora.codec.ffmpeg.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_SKIP_MANUAL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.Colors;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Decoder;

/**
 * One FFmpeg decoder at work.
 *
 * <p>Pictures are handed over where FFmpeg decoded them, cropped to what is visible. A picture that
 * the decoder had to patch up counts as an error. Sound is handed over whole: a decoder drops
 * nothing, so the first {@link AudioFormat#preSkip()} samples of the signal, which only warm up the
 * codec, come out like the others, and whoever plays a track from its start drops them.
 */
public final class FfmpegDecoder implements Decoder {
  private static final long END = Long.MAX_VALUE;

  private final AVCodec library;
  private final TrackFormat format;
  private final @Nullable AVCodecParameters parameters;
  private final int threads;
  private final AVPacket packet;
  private final AVFrame frame;
  private final FrameMapper mapper;
  private AVCodecContext context;

  /**
   * The one before a reset. To free it is to wait for what its threads have begun, so that is done
   * when its successor has brought a picture.
   */
  private @Nullable AVCodecContext retired;

  private boolean closed;

  /**
   * Opens a decoder.
   *
   * @throws MediaException DECODER_NOT_SUPPORTED if the library refuses the format
   */
  public FfmpegDecoder(AVCodec library, TrackFormat format, int threads) throws MediaException {
    this(library, format, null, threads);
  }

  /**
   * Opens a decoder for a stream of an open input.
   *
   * @param parameters what FFmpeg knows of the stream, raw pictures' pixel format among it; they
   *     must stay as long as the decoder
   * @throws MediaException DECODER_NOT_SUPPORTED if the library refuses the format
   */
  public FfmpegDecoder(
      AVCodec library, TrackFormat format, @Nullable AVCodecParameters parameters, int threads)
      throws MediaException {
    this.library = library;
    this.format = format;
    this.parameters = parameters;
    this.threads = threads;
    context = open();
    packet = Av.allocated(av_packet_alloc());
    frame = Av.allocated(av_frame_alloc());
    mapper =
        format instanceof VideoFormat video ? new PictureMapper(video.color()) : new SoundMapper();
  }

  private AVCodecContext open() throws MediaException {
    AVCodecContext opened = Av.allocated(avcodec_alloc_context3(library));
    try {
      configure(opened);
      Av.check(
          avcodec_open2(opened, library, (AVDictionary) null),
          MediaError.DECODER_NOT_SUPPORTED,
          "opening FFmpeg's decoder for " + format);
      return opened;
    } catch (MediaException e) {
      avcodec_free_context(opened);
      throw e;
    }
  }

  private void configure(AVCodecContext fresh) throws MediaException {
    fresh.thread_count(threads).max_pixels(Av.MAX_PIXELS);
    fresh.flags(fresh.flags() | AV_CODEC_FLAG_UNALIGNED);
    fresh.flags2(fresh.flags2() | AV_CODEC_FLAG2_SKIP_MANUAL);
    try (AVRational timeBase = Av.microseconds()) {
      fresh.pkt_timebase(timeBase);
    }
    if (parameters != null) {
      Av.check(
          avcodec_parameters_to_context(fresh, parameters),
          MediaError.DECODER_NOT_SUPPORTED,
          "setting up FFmpeg's decoder for " + format);
    } else if (format instanceof VideoFormat video) {
      fresh.width(video.width()).height(video.height());
      Colors.set(fresh, video.color());
      setExtradata(fresh, video.config());
    } else if (format instanceof AudioFormat audio) {
      fresh.sample_rate(audio.sampleRate());
      av_channel_layout_default(fresh.ch_layout(), audio.channels());
      setExtradata(fresh, audio.config());
    }
  }

  /** The context owns the copy; decoders may read a little past its end. */
  private static void setExtradata(AVCodecContext fresh, Blob config) throws MediaException {
    if (config.isEmpty()) {
      return;
    }
    BytePointer copy =
        new BytePointer(
            Av.allocated(av_mallocz(config.size() + (long) AV_INPUT_BUFFER_PADDING_SIZE)));
    copy.put(config.toByteArray());
    fresh.extradata(copy).extradata_size(config.size());
  }

  @Override
  public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
    checkOpen();
    Av.check(
        av_new_packet(packet, data.remaining()), MediaError.INTERNAL_ERROR, "memory for a sample");
    try {
      Av.view(packet.data(), packet.size()).put(data);
      packet.pts(info.timeUs()).dts(info.decodeTimeUs()).duration(info.durationUs());
      packet.flags(info.keyframe() ? AV_PKT_FLAG_KEY : 0);
      int result = avcodec_send_packet(context, packet);
      if (result == AVERROR_EAGAIN()) {
        // a sink that threw left frames behind
        drain(info.timeUs(), sink);
        result = avcodec_send_packet(context, packet);
      }
      checkDecoded(result, info.timeUs());
    } finally {
      av_packet_unref(packet);
    }
    drain(info.timeUs(), sink);
  }

  @Override
  public void flush(FrameSink sink) throws IOException {
    checkOpen();
    checkDecoded(avcodec_send_packet(context, null), END);
    drain(END, sink);
  }

  @Override
  public void reset() throws IOException {
    checkOpen();
    // A new one instead of a flush: libaom keeps its state through a flush, and headers that came
    // in a damaged sample would outlive it everywhere.
    AVCodecContext fresh = open();
    freeRetired();
    retired = context;
    context = fresh;
  }

  private void freeRetired() {
    if (retired != null) {
      avcodec_free_context(retired);
      retired = null;
    }
  }

  private void drain(long timeUs, FrameSink sink) throws IOException {
    while (true) {
      int result = avcodec_receive_frame(context, frame);
      if (Av.isDrained(result)) {
        return;
      }
      checkDecoded(result, timeUs);
      try {
        if (frame.decode_error_flags() != 0) {
          throw damaged(frame.pts(), "parts of it are missing or contradict each other");
        }
        if (frame.pts() == AV_NOPTS_VALUE) {
          frame.pts(frame.best_effort_timestamp());
        }
        sink.accept(mapper.map(frame));
        freeRetired();
      } finally {
        av_frame_unref(frame);
      }
    }
  }

  private void checkDecoded(int result, long timeUs) throws MediaException {
    if (result == Av.INVALID_ARGUMENT && format instanceof VideoFormat) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "%s sample %s: picture sizes are limited to %d pixels"
              .formatted(format.codec(), place(timeUs), Av.MAX_PIXELS));
    }
    if (result < 0) {
      throw damaged(timeUs, Av.text(result));
    }
  }

  private MediaException damaged(long timeUs, String why) {
    return new MediaException(
        MediaError.DECODE_ERROR,
        format.codec() + " sample " + place(timeUs) + " cannot be decoded: " + why);
  }

  private static String place(long timeUs) {
    return timeUs == END ? "at the end" : "at " + timeUs + " us";
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "the " + format.codec() + " decoder was closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      mapper.close();
      av_frame_free(frame);
      av_packet_free(packet);
      freeRetired();
      avcodec_free_context(context);
    }
  }
}
