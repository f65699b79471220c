package org.kinora.media;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes samples, one call each, on the caller's thread. */
@FunctionalInterface
public interface SampleSink {
  /**
   * Takes one sample.
   *
   * @param data its bytes from position to limit, lent until this call returns; position, limit and
   *     byte order may be changed
   * @throws IOException stops the source
   */
  void accept(SampleInfo info, ByteBuffer data) throws IOException;
}
