package org.kinora.media;

import java.io.IOException;

/** Takes frames, one call each, on the caller's thread. */
@FunctionalInterface
public interface FrameSink {
  /**
   * Takes one frame, lent until this call returns.
   *
   * @throws IOException stops the source
   */
  void accept(Frame frame) throws IOException;
}
