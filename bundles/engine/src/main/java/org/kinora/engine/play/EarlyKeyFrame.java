package org.kinora.engine.play;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.SampleInfo;

/**
 * Where pictures are reordered, a decoder holds a key frame's picture back until some samples more
 * have come. While its threads begin with that key frame, a second decoder brings the picture at
 * once; what the first one makes of it is left out.
 */
final class EarlyKeyFrame implements FrameSink {
  private final long timeUs;
  private final Alone alone;
  private final FrameSink sink;
  private boolean isThere;

  /** Decodes a key frame alone, by a decoder of its own. */
  @FunctionalInterface
  interface Alone {
    void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException;
  }

  /**
   * @param timeUs of the key frame
   * @param sink is given its picture, and all others
   */
  EarlyKeyFrame(long timeUs, Alone alone, FrameSink sink) {
    this.timeUs = timeUs;
    this.alone = alone;
    this.sink = sink;
  }

  /** Comes behind each sample that the first decoder has taken. */
  void taken(SampleInfo info, ByteBuffer data) throws IOException {
    if (info.timeUs() == timeUs && !isThere) {
      alone.decode(info, data, sink);
      isThere = true;
    }
  }

  @Override
  public void accept(Frame frame) throws IOException {
    if (frame.timeUs() != timeUs || !isThere) {
      sink.accept(frame);
    }
  }
}
