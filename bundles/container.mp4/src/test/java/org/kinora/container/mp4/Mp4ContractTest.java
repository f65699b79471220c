package org.kinora.container.mp4;

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

/** The MP4 muxer by the contract of every muxer. */
class Mp4ContractTest extends MuxerContract {
  @Override
  public MuxerFactory factory() {
    return new Mp4MuxerFactory();
  }

  @Override
  public MuxerBehaviour behaviour() {
    return MuxerBehaviour.of("mp4")
        .withinUs(100)
        .alsoTaking("mp3")
        .promising(Promise.DECODE_TIMES, Promise.EDIT_LISTS, Promise.WALL_CLOCK)
        .with(Map.of("mode", "faststart"))
        .with(Map.of("mode", "fragmented"))
        .with(Map.of("mode", "hybrid"))
        .live(Map.of())
        .live(Map.of("mode", "fragmented"));
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
        real.flac());
  }

  @Override
  public Optional<FileRecovery> recovery() {
    return Optional.of(new Mp4Recovery());
  }
}
