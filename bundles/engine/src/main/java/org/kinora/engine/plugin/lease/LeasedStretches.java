package org.kinora.engine.plugin.lease;

import java.io.IOException;
import org.kinora.media.AudioFrame;
import org.kinora.media.FrameSink;
import org.kinora.spi.codec.TimeStretch;
import org.kinora.spi.codec.TimeStretchFactory;

/** Time stretches that are leases. */
public final class LeasedStretches extends LeasedFactory<TimeStretchFactory>
    implements TimeStretchFactory {
  /**
   * Time stretches for somebody.
   *
   * @param holder who it is
   */
  public LeasedStretches(Registration<TimeStretchFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public TimeStretch create(int sampleRate, int channels, double speed) throws IOException {
    return begin(
        name(),
        stretches -> stretches.create(sampleRate, channels, speed),
        (plugin, stretch) -> new Leased(plugin, name(), holder(), stretch));
  }

  private static final class Leased extends Session<TimeStretch> implements TimeStretch {
    Leased(Registration<?> plugin, String name, String holder, TimeStretch stretch) {
      super(plugin, name, holder, stretch);
    }

    @Override
    void close(TimeStretch made) throws IOException {
      made.close();
    }

    @Override
    public void process(AudioFrame frame, FrameSink sink) throws IOException {
      run(stretch -> stretch.process(frame, sink));
    }

    @Override
    public void flush(FrameSink sink) throws IOException {
      run(stretch -> stretch.flush(sink));
    }
  }
}
