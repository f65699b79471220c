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

/** The Matroska muxer by the contract of every muxer. */
class MatroskaContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new MatroskaMuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("mkv")
        .withinUs(1_000)
        .alsoTaking("mp3", "vorbis")
        .promising(Promise.WALL_CLOCK)
        .live(Map.of());
  }

  @Override
  public List<Clip> clips(RealClips real) throws IOException {
    return List.of(
        real.h264(),
        real.h264AnnexB(),
        real.h265(),
        real.vp8(),
        real.vp9(),
        real.av1(),
        real.opus(),
        real.aac(),
        real.flac(),
        real.pcm("pcm_s16le"),
        real.pcm("pcm_s24le"),
        real.pcm("pcm_s32le"),
        real.pcm("pcm_f32le"));
  }

  @Override
  public Optional<FileRecovery> recovery() {
    return Optional.of(new MatroskaRecovery());
  }
}
