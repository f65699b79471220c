package org.kinora.spi.codec;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.media.AudioFrame;
import org.kinora.media.FrameSink;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes sound faster or slower and keeps its pitch. One thread at a time. */
@ConsumerType
public interface TimeStretch extends Closeable {
  /**
   * Takes sound and hands over what is ready. Times of what comes out are counted from the first
   * frame's time; no sample is left out and none is doubled.
   *
   * @param frame lent until this call returns; of the rate and channels that this was made for
   * @throws org.kinora.media.MediaException INTERNAL_ERROR
   * @throws IOException also what the sink throws, unchanged
   */
  void process(AudioFrame frame, FrameSink sink) throws IOException;

  /**
   * Hands over what is still held. Then only {@link #close()} may follow.
   *
   * @throws org.kinora.media.MediaException INTERNAL_ERROR
   * @throws IOException also what the sink throws, unchanged
   */
  void flush(FrameSink sink) throws IOException;
}
