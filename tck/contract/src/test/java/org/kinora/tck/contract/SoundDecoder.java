package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;

/** Decodes sound of 16 bits, or loses some of it. */
record SoundDecoder(AudioFormat format, boolean losing) implements Decoder {
  /** Makes such decoders. */
  record Factory(boolean losing) implements DecoderFactory {
    @Override
    public boolean supports(TrackFormat format) {
      return format.codec().equals("pcm_s16le");
    }

    @Override
    public Decoder create(TrackFormat format, int threads) throws IOException {
      if (supports(format) && format instanceof AudioFormat sound) {
        return new SoundDecoder(sound, losing);
      }
      throw new MediaException(MediaError.DECODER_NOT_SUPPORTED, "no decoder for " + format);
    }
  }

  @Override
  public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
    ByteBuffer numbers = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int count = numbers.remaining() / Short.BYTES;
    FloatBuffer sound = FloatBuffer.allocate(losing ? count / 2 : count);
    while (sound.hasRemaining()) {
      sound.put(numbers.getShort() / 32_768f);
    }
    sink.accept(
        new AudioFrame(info.timeUs(), format.sampleRate(), format.channels(), sound.flip()));
  }

  @Override
  public void flush(FrameSink sink) {
    // nothing is held
  }

  @Override
  public void reset() {
    // nothing is held
  }

  @Override
  public void close() {
    // nothing to release
  }
}
