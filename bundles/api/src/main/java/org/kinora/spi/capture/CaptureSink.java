package org.kinora.spi.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.Frame;
import org.kinora.media.SampleInfo;

/** Takes what a live source sends, on the caller's thread. */
public interface CaptureSink {
  /**
   * Takes one encoded sample; its bytes are lent until this call returns. Times count from the
   * capture's first sample or frame; decode times of a track never fall. Samples before a video
   * track's first key frame come too.
   *
   * @throws IOException stops the source
   */
  void sample(int trackId, SampleInfo info, ByteBuffer data) throws IOException;

  /**
   * Takes one frame of a track whose codec is {@code raw}; lent until this call returns.
   *
   * @throws IOException stops the source
   */
  void frame(int trackId, Frame frame) throws IOException;
}
