package org.kinora.container.webm;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerBehaviour.Promise;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The WebM muxer by the contract of every muxer. */
class WebmContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new WebmMuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("webm")
        .withinUs(1_000)
        .alsoTaking("vorbis")
        .promising(Promise.WALL_CLOCK)
        .live(Map.of());
  }

  @Override
  public List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.vp8(), real.vp9(), real.av1(), real.opus());
  }

  @Override
  public Optional<FileRecovery> recovery() {
    return Optional.of(new MatroskaRecovery());
  }
}
