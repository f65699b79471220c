package org.example.ivf;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The muxer by the contract of every muxer; FFmpeg judges its files. */
class IvfContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new IvfMuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("ivf").upToTracks(1).live(Map.of());
  }

  @Override
  public List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.vp8(), real.vp9());
  }
}
