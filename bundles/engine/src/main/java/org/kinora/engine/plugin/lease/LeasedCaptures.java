package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.kinora.media.Track;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.capture.CaptureSink;

/** Live sources that are leases. */
public final class LeasedCaptures extends LeasedFactory<CaptureFactory> implements CaptureFactory {
  /**
   * Sources for somebody.
   *
   * @param holder who it is
   */
  public LeasedCaptures(Registration<CaptureFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public boolean supports(String source) {
    return is(name(), captures -> captures.supports(source));
  }

  @Override
  public Capture open(CaptureSettings settings) throws IOException {
    return begin(
        name(),
        captures -> captures.open(settings),
        (plugin, capture) -> new Leased(plugin, settings.publicSource(), holder(), capture));
  }

  private static final class Leased extends Session<Capture> implements Capture {
    private final List<Track> tracks;
    private final boolean live;
    private final Duration lead;

    Leased(Registration<?> plugin, String name, String holder, Capture capture) {
      super(plugin, name, holder, capture);
      tracks = List.copyOf(capture.tracks());
      live = capture.live();
      lead = capture.lead();
    }

    @Override
    void close(Capture made) throws IOException {
      made.close();
    }

    @Override
    public List<Track> tracks() {
      return tracks;
    }

    @Override
    public boolean live() {
      return live;
    }

    @Override
    public Duration lead() {
      return lead;
    }

    @Override
    public boolean read(CaptureSink sink) throws IOException {
      return ask(capture -> capture.read(sink));
    }
  }
}
