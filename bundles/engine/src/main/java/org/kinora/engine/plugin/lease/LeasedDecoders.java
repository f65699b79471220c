package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.FrameSink;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;

/** Decoders that are leases. */
public final class LeasedDecoders extends LeasedFactory<DecoderFactory> implements DecoderFactory {
  /**
   * Decoders for somebody.
   *
   * @param holder who it is
   */
  public LeasedDecoders(Registration<DecoderFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public boolean supports(TrackFormat format) {
    return is(format.codec(), decoders -> decoders.supports(format));
  }

  @Override
  public Decoder create(TrackFormat format, int threads) throws IOException {
    return begin(
        format.codec(),
        decoders -> decoders.create(format, threads),
        (plugin, decoder) -> new Leased(plugin, format.codec(), holder(), decoder));
  }

  private static final class Leased extends Session<Decoder> implements Decoder {
    Leased(Registration<?> plugin, String name, String holder, Decoder decoder) {
      super(plugin, name, holder, decoder);
    }

    @Override
    void close(Decoder made) throws IOException {
      made.close();
    }

    @Override
    public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
      run(decoder -> decoder.decode(info, data, sink));
    }

    @Override
    public void flush(FrameSink sink) throws IOException {
      run(decoder -> decoder.flush(sink));
    }

    @Override
    public void reset() throws IOException {
      run(Decoder::reset);
    }
  }
}
