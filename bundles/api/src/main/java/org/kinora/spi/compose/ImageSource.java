package org.kinora.spi.compose;

import java.io.IOException;
import org.kinora.media.FrameSink;

/** Reads image files for compositors, on the caller's thread. Implemented by the engine. */
@FunctionalInterface
public interface ImageSource {
  /**
   * Hands over the one picture of an image file.
   *
   * @param path as the scene names it
   * @param sink gets exactly one picture, lent to it
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND if there is no such file; FORMAT_UNKNOWN,
   *     DECODER_NOT_SUPPORTED, DECODE_ERROR, LIMIT_EXCEEDED if it is no image that can be read
   */
  void read(String path, FrameSink sink) throws IOException;
}
