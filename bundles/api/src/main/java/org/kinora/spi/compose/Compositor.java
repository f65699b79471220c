package org.kinora.spi.compose;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.osgi.annotation.versioning.ConsumerType;

/** Draws a scene. One thread at a time. */
@ConsumerType
public interface Compositor extends Closeable {
  /** Size and colour of the pictures it makes; the codec is {@code raw}. */
  VideoFormat output();

  /**
   * Draws the scene at a time and hands over exactly one picture, lent to the sink. Two moments
   * with the same screen picture, told by its time, show the same recorded picture; what has not
   * changed since the moment before need not be drawn again.
   *
   * @param moment what was recorded then; the composed picture's time and duration are those of the
   *     screen layer
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID without a screen layer
   */
  void compose(Moment moment, FrameSink sink) throws IOException;
}
