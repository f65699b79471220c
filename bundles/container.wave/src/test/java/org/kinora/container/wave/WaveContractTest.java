package org.kinora.container.wave;

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

/** The WAVE muxer by the contract of every muxer. */
class WaveContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new WaveMuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("wav")
        .upToTracks(1)
        .promising(Promise.FILLS_GAPS, Promise.TRACKS_ARE_CHANNELS, Promise.WALL_CLOCK)
        .live(Map.of());
  }

  @Override
  public List<Clip> clips(RealClips real) throws IOException {
    return List.of(
        real.pcm("pcm_s16le"), real.pcm("pcm_s24le"), real.pcm("pcm_s32le"), real.pcm("pcm_f32le"));
  }

  @Override
  public Optional<FileRecovery> recovery() {
    return Optional.of(new WaveRecovery());
  }
}
