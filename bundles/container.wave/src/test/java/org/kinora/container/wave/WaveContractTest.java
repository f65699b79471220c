package org.kinora.container.wave;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The WAVE muxer by the contract of every muxer. */
class WaveContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new WaveMuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("wav", 1, 0, Set.of());
  }

  @Override
  protected List<Clip> clips(RealClips real) throws IOException {
    return List.of(
        real.pcm("pcm_s16le"), real.pcm("pcm_s24le"), real.pcm("pcm_s32le"), real.pcm("pcm_f32le"));
  }
}
