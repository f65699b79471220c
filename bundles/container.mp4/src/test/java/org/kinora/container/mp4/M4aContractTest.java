package org.kinora.container.mp4;

import java.io.IOException;
import java.util.List;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerBehaviour.Promise;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The M4A muxer by the contract of every muxer. */
class M4aContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new M4aMuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("m4a")
        .withinUs(100)
        .promising(Promise.DECODE_TIMES, Promise.FILLS_GAPS, Promise.WALL_CLOCK);
  }

  @Override
  public List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.opus(), real.aac());
  }
}
