package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** A container whose muxers are leases. */
public final class LeasedMuxers extends LeasedFactory<MuxerFactory> implements MuxerFactory {
  /**
   * A container for somebody.
   *
   * @param holder who it is
   */
  public LeasedMuxers(Registration<MuxerFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public boolean supports(TrackFormat format) {
    return is(name(), container -> container.supports(format));
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return begin(
        name(),
        container -> container.create(out, settings),
        (plugin, muxer) -> new Leased(plugin, name(), holder(), muxer));
  }

  private static final class Leased extends Session<Muxer> implements Muxer {
    Leased(Registration<?> plugin, String name, String holder, Muxer muxer) {
      super(plugin, name, holder, muxer);
    }

    @Override
    void close(Muxer made) throws IOException {
      made.close();
    }

    @Override
    public int addTrack(Track track) throws IOException {
      return ask(muxer -> muxer.addTrack(track));
    }

    @Override
    public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
      run(muxer -> muxer.write(track, info, data));
    }

    @Override
    public void flush() throws IOException {
      run(Muxer::flush);
    }

    @Override
    public void finish() throws IOException {
      run(Muxer::finish);
    }
  }
}
