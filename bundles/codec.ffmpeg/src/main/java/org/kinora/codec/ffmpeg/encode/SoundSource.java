package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_free;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_read;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_size;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_write;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.global.swresample.swr_set_matrix;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.AudioFrame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Brings sound to an encoder's rate, channels and format, and cuts it into frames of the size the
 * encoder wants. The last one may be shorter.
 */
final class SoundSource implements AutoCloseable {
  /** For encoders that take any size. */
  private static final int DEFAULT_FRAME = 1024;

  private final AVCodecContext encoder;
  private final int frameSize;
  private final AVAudioFifo fifo;
  private final AVFrame frame;
  private final PointerPointer<FloatPointer> in = new PointerPointer<>(1);
  private @Nullable SwrContext resampler;
  private int inputRate;
  private int inputChannels;
  private FloatPointer input = new FloatPointer(0);
  private boolean finished;
  private long taken;

  SoundSource(AVCodecContext encoder) throws MediaException {
    this.encoder = encoder;
    frameSize = encoder.frame_size() > 0 ? encoder.frame_size() : DEFAULT_FRAME;
    fifo =
        Av.allocated(
            av_audio_fifo_alloc(
                encoder.sample_fmt(), encoder.ch_layout().nb_channels(), frameSize));
    frame = av_frame_alloc();
  }

  /** Takes sound; a change of rate or channels first drains what the old ones left. */
  void put(AudioFrame sound) throws MediaException {
    if (resampler == null || sound.sampleRate() != inputRate || sound.channels() != inputChannels) {
      finishResampler();
      open(sound.sampleRate(), sound.channels());
    }
    int floats = sound.samples().remaining();
    if (input.capacity() < floats) {
      input.close();
      input = new FloatPointer(floats);
    }
    input.asBuffer().put(sound.samples().duplicate());
    in.put(0, input);
    convert(in, sound.count());
  }

  /** No more sound comes. */
  void finish() throws MediaException {
    finishResampler();
    finished = true;
  }

  /** Whether there is sound enough for a frame, or any at the end. */
  boolean hasFrame() {
    int waiting = av_audio_fifo_size(fifo);
    return finished ? waiting > 0 : waiting >= frameSize;
  }

  /** The next frame, its time in samples from the start; valid until the next call. */
  AVFrame take() throws MediaException {
    int count = Math.min(frameSize, av_audio_fifo_size(fifo));
    allocate(count);
    Av.check(
        av_audio_fifo_read(fifo, frame.extended_data(), count),
        MediaError.INTERNAL_ERROR,
        "cutting sound into frames");
    frame.pts(taken);
    taken += count;
    return frame;
  }

  private void allocate(int count) throws MediaException {
    av_frame_unref(frame);
    frame.nb_samples(count).format(encoder.sample_fmt()).sample_rate(encoder.sample_rate());
    av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
    Av.check(
        av_frame_get_buffer(frame, 0),
        MediaError.INTERNAL_ERROR,
        "memory for " + count + " samples");
  }

  private void open(int rate, int channels) throws MediaException {
    SwrContext made = new SwrContext(null);
    try (AVChannelLayout layout = new AVChannelLayout()) {
      av_channel_layout_default(layout, channels);
      Av.check(
          swr_alloc_set_opts2(
              made,
              encoder.ch_layout(),
              encoder.sample_fmt(),
              encoder.sample_rate(),
              layout,
              AV_SAMPLE_FMT_FLT,
              rate,
              0,
              null),
          MediaError.ARGUMENT_INVALID,
          "sound of " + rate + " Hz and " + channels + " channels");
      av_channel_layout_uninit(layout);
    }
    resampler = made;
    inputRate = rate;
    inputChannels = channels;
    setMatrix(made, channels);
    Av.check(
        swr_init(made),
        MediaError.ARGUMENT_INVALID,
        "sound of " + rate + " Hz and " + channels + " channels");
  }

  /**
   * One channel becomes two of the same level, two become their mean: what is heard keeps its
   * loudness, where FFmpeg's own matrices would change it by 3 dB.
   */
  private void setMatrix(SwrContext made, int channels) {
    int wanted = encoder.ch_layout().nb_channels();
    if (channels == 1 && wanted == 2) {
      swr_set_matrix(made, new double[] {1, 1}, 1);
    } else if (channels == 2 && wanted == 1) {
      swr_set_matrix(made, new double[] {0.5, 0.5}, 2);
    }
  }

  private void convert(@Nullable PointerPointer<FloatPointer> data, int count)
      throws MediaException {
    int room = Math.max(1, swr_get_out_samples(resampler, count));
    allocate(room);
    int converted =
        Av.check(
            swr_convert(resampler, frame.extended_data(), room, data, count),
            MediaError.INTERNAL_ERROR,
            "resampling");
    Av.check(
        av_audio_fifo_write(fifo, frame.extended_data(), converted),
        MediaError.INTERNAL_ERROR,
        "keeping resampled sound");
  }

  private void finishResampler() throws MediaException {
    if (resampler != null) {
      convert(null, 0);
      swr_free(resampler);
      resampler = null;
    }
  }

  @Override
  public void close() {
    if (resampler != null) {
      swr_free(resampler);
    }
    av_frame_free(frame);
    av_audio_fifo_free(fifo);
    input.close();
    in.close();
  }
}
