package org.kinora.container.webm;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.MuxerBehaviour;
import org.kinora.tck.contract.MuxerContract;
import org.kinora.tck.contract.RealClips;

/** The muxer of Matroska files of sound by the contract of every muxer. */
class MatroskaAudioContractTest extends MuxerContract {
  @Override
  protected MuxerFactory factory() {
    return new MatroskaAudioMuxerFactory();
  }

  @Override
  protected MuxerBehaviour behaviour() {
    return new MuxerBehaviour("mka", Integer.MAX_VALUE, 1_000, Set.of("mp3", "vorbis"));
  }

  @Override
  protected List<Clip> clips(RealClips real) throws IOException {
    return List.of(real.opus(), real.aac(), real.flac(), real.pcm("pcm_s16le"));
  }
}
