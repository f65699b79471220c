package org.kinora.codec.ffmpeg;

import java.io.IOException;
import java.util.List;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.DecoderContract;
import org.kinora.tck.contract.RealClips;

/** FFmpeg's decoders by the contract of every decoder. */
class DecoderContractTest extends DecoderContract {
  @Override
  protected DecoderFactory factory() {
    return new FfmpegDecoderFactory();
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
