package org.kinora.container.mp4;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The M4A muxer by the contract of every muxer. */
class M4aContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new M4aMuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("m4a", Integer.MAX_VALUE, 100, Set.of());
  }

  @Override
  protected List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.opus(), real.aac());
  }
}
