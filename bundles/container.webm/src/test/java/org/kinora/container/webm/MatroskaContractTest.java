package org.kinora.container.webm;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The Matroska muxer by the contract of every muxer. */
class MatroskaContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new MatroskaMuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("mkv", Integer.MAX_VALUE, 1_000, Set.of("h265", "mp3", "vorbis"));
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
        real.aac(),
        real.flac(),
        real.pcm("pcm_s16le"),
        real.pcm("pcm_s24le"),
        real.pcm("pcm_s32le"),
        real.pcm("pcm_f32le"));
  }
}
