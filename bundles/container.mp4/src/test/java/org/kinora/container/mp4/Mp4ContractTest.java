package org.kinora.container.mp4;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The MP4 muxer by the contract of every muxer. */
class Mp4ContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new Mp4MuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("mp4", Integer.MAX_VALUE, 100, Set.of("h265", "flac", "mp3"));
  }

  @Override
  protected List<Clip> clips(RealClips real) throws IOException {
    return List.of(
        real.h264(),
        real.h264AnnexB(),
        real.vp8(),
        real.vp9(),
        real.av1(),
        real.opus(),
        real.aac());
  }
}
