package org.kinora.engine.plugin.lease;

import java.io.IOException;
import org.kinora.media.Frame;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** Encoders that are leases. */
public final class LeasedEncoders extends LeasedFactory<EncoderFactory> implements EncoderFactory {
  /**
   * Encoders for somebody.
   *
   * @param holder who it is
   */
  public LeasedEncoders(Registration<EncoderFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public boolean supports(EncoderSettings settings) {
    return is(name(), encoders -> encoders.supports(settings));
  }

  @Override
  public Encoder create(EncoderSettings settings) throws IOException {
    return begin(
        name(),
        encoders -> encoders.create(settings),
        (plugin, encoder) -> new Leased(plugin, name(), holder(), encoder));
  }

  private static final class Leased extends Session<Encoder> implements Encoder {
    private volatile TrackFormat format;

    Leased(Registration<?> plugin, String name, String holder, Encoder encoder) {
      super(plugin, name, holder, encoder);
      format = encoder.format();
    }

    @Override
    void close(Encoder made) throws IOException {
      made.close();
    }

    /** As it was last known, where the plugin is gone. */
    @Override
    public TrackFormat format() {
      try {
        format = ask(Encoder::format);
      } catch (IOException gone) {
        return format;
      }
      return format;
    }

    @Override
    public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
      run(encoder -> encoder.encode(frame, forceKeyframe, sink));
    }

    @Override
    public void flush(SampleSink sink) throws IOException {
      run(encoder -> encoder.flush(sink));
    }
  }
}
