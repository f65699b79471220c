package org.kinora.codec.ffmpeg.decode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.kinora.media.Frame;
import org.kinora.media.MediaException;

/** Shows FFmpeg's frames as Kinora's. */
public interface FrameMapper extends AutoCloseable {
  /**
   * Shows one frame.
   *
   * @return a view of {@code frame}, or of the mapper's own memory; valid until the next call
   */
  Frame map(AVFrame frame) throws MediaException;

  @Override
  void close();
}
