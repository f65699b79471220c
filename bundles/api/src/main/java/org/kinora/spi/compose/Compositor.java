package org.kinora.spi.compose;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.osgi.annotation.versioning.ConsumerType;

/** Draws a scene. One thread at a time. */
@ConsumerType
public interface Compositor extends Closeable {
  /** Size and colour of the pictures it makes; the codec is {@code raw}. */
  VideoFormat output();

  /**
   * Draws the scene at a time and hands over exactly one picture, lent to the sink.
   *
   * @param layers the pictures at that time; the picture's time and duration are those of the
   *     screen layer
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID without a screen layer
   */
  void compose(long timeUs, List<Layer> layers, FrameSink sink) throws IOException;
}
