package org.kinora.container.webm;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The WebM muxer by the contract of every muxer. */
class WebmContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new WebmMuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("webm", Integer.MAX_VALUE, 1_000, Set.of("vorbis"));
  }

  @Override
  protected List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.vp8(), real.vp9(), real.av1(), real.opus());
  }
}
