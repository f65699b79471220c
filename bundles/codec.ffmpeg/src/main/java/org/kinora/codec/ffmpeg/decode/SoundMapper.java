package org.kinora.codec.ffmpeg.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.AudioFrame;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Interleaves decoded sound as floats; rate and channels stay what the stream has. */
public final class SoundMapper implements FrameMapper {
  /** What must stay the same for a context to be used again. */
  private record Shape(int sampleRate, int channels, int format) {}

  private final PointerPointer<FloatPointer> out = new PointerPointer<>(1);
  private @Nullable Shape shape;
  private @Nullable SwrContext interleaver;
  private FloatPointer samples = new FloatPointer(0);

  @Override
  public Frame map(AVFrame frame) throws MediaException {
    int count = frame.nb_samples();
    SwrContext ready = prepare(frame);
    long floats = (long) count * frame.ch_layout().nb_channels();
    reserve(floats);
    out.put(0, samples);
    Av.check(
        swr_convert(ready, out, count, frame.extended_data(), count),
        MediaError.INTERNAL_ERROR,
        "interleaving sound");
    FloatBuffer view = samples.asBuffer().limit((int) floats);
    return new AudioFrame(frame.pts(), frame.sample_rate(), frame.ch_layout().nb_channels(), view);
  }

  private void reserve(long floats) {
    if (samples.capacity() < floats) {
      samples.close();
      samples = new FloatPointer(floats);
    }
  }

  private SwrContext prepare(AVFrame frame) throws MediaException {
    Shape wanted = new Shape(frame.sample_rate(), frame.ch_layout().nb_channels(), frame.format());
    if (interleaver != null && wanted.equals(shape)) {
      return interleaver;
    }
    free();
    SwrContext made = new SwrContext(null);
    Av.check(
        swr_alloc_set_opts2(
            made,
            frame.ch_layout(),
            AV_SAMPLE_FMT_FLT,
            wanted.sampleRate,
            frame.ch_layout(),
            wanted.format,
            wanted.sampleRate,
            0,
            null),
        MediaError.INTERNAL_ERROR,
        "preparing for " + wanted);
    interleaver = made;
    shape = wanted;
    Av.check(swr_init(made), MediaError.INTERNAL_ERROR, "preparing for " + wanted);
    return made;
  }

  private void free() {
    if (interleaver != null) {
      swr_free(interleaver);
      interleaver = null;
    }
    shape = null;
  }

  @Override
  public void close() {
    free();
    samples.close();
    out.close();
  }
}
