package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.codec.ffmpeg.FfmpegDecoderFactory;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** The product's own VP8, with a test's hand in it. */
public final class TrippedCodecs {
  /** What a flush has for a number. */
  public static final int FLUSH = -1;

  private static final String CODEC = "vp8";
  private static final int PREFERRED = 1000;
  private static final Trip NONE = number -> {};

  private volatile Trip onDecode = NONE;
  private volatile Trip onEncode = NONE;

  /** What happens before a decoder or encoder does something. */
  @FunctionalInterface
  public interface Trip {
    /**
     * Returns if it shall be done.
     *
     * @param number of the sample or picture since the codec was made, from 0, or {@link #FLUSH}
     */
    void at(int number) throws IOException;

    /** Fails at one number. */
    static Trip failing(int wanted, Exception failure) {
      return number -> {
        if (number == wanted) {
          if (failure instanceof IOException checked) {
            throw checked;
          }
          throw (RuntimeException) failure;
        }
      };
    }
  }

  /** Prefers them to all others from now on. */
  public void plugInto(Providers providers) {
    EncoderKind kind =
        EncoderKind.available().stream()
            .filter(one -> one.codec().equals(CODEC))
            .findFirst()
            .orElseThrow();
    RealPlugins.addEncoder(
        providers, new Encoders(new FfmpegEncoderFactory(kind)), CODEC, "tripped", PREFERRED);
    RealPlugins.addDecoder(providers, new Decoders(new FfmpegDecoderFactory()), CODEC, PREFERRED);
  }

  public void onDecode(Trip trip) {
    onDecode = trip;
  }

  public void onEncode(Trip trip) {
    onEncode = trip;
  }

  /** Nothing is in their way any more. */
  public void mend() {
    onDecode = NONE;
    onEncode = NONE;
  }

  private final class Encoders implements EncoderFactory {
    private final EncoderFactory real;

    Encoders(EncoderFactory real) {
      this.real = real;
    }

    @Override
    public boolean supports(EncoderSettings settings) {
      return real.supports(settings);
    }

    @Override
    public Encoder create(EncoderSettings settings) throws IOException {
      Encoder encoder = real.create(settings);
      return new Encoder() {
        private int number;

        @Override
        public TrackFormat format() {
          return encoder.format();
        }

        @Override
        public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
          onEncode.at(number++);
          encoder.encode(frame, forceKeyframe, sink);
        }

        @Override
        public void flush(SampleSink sink) throws IOException {
          onEncode.at(FLUSH);
          encoder.flush(sink);
        }

        @Override
        public void close() throws IOException {
          encoder.close();
        }
      };
    }
  }

  private final class Decoders implements DecoderFactory {
    private final DecoderFactory real;

    Decoders(DecoderFactory real) {
      this.real = real;
    }

    @Override
    public boolean supports(TrackFormat format) {
      return real.supports(format);
    }

    @Override
    public Decoder create(TrackFormat format, int threads) throws IOException {
      Decoder decoder = real.create(format, threads);
      return new Decoder() {
        private int number;

        @Override
        public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
          onDecode.at(number++);
          decoder.decode(info, data, sink);
        }

        @Override
        public void flush(FrameSink sink) throws IOException {
          onDecode.at(FLUSH);
          decoder.flush(sink);
        }

        @Override
        public void reset() throws IOException {
          decoder.reset();
        }

        @Override
        public void close() throws IOException {
          decoder.close();
        }
      };
    }
  }
}
