package org.kinora.spi.compose;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
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

  /**
   * The same for a caller that keeps the picture: one that is drawn into its canvas need not be
   * copied. A compositor that draws elsewhere hands over that picture, as here.
   *
   * @param canvas memory of the caller's: {@link org.kinora.media.PixelLayout#I420}, in the size
   *     and colour of {@link #output()}, with 64 readable bytes behind each plane's last row. One
   *     of a few that come again in any order, told apart by the identity of the first plane's
   *     buffer; what was drawn into it stays there until then. A picture drawn into it is handed
   *     over as {@link VideoFrame#at canvas.at(…)}
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID without a screen layer
   */
  default void compose(Moment moment, VideoFrame canvas, FrameSink sink) throws IOException {
    compose(moment, sink);
  }
}
