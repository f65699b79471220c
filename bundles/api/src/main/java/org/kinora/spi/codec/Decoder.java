package org.kinora.spi.codec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.FrameSink;
import org.kinora.media.SampleInfo;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the samples of one track into frames. One thread at a time; may use threads of its library
 * inside.
 */
@ConsumerType
public interface Decoder extends Closeable {
  /**
   * Takes one sample, in decode order, beginning with a key frame; hands over the frames that are
   * ready, in presentation order. A frame's time and duration are those of the sample it came from.
   *
   * @param data lent until this call returns
   * @throws org.kinora.media.MediaException DECODE_ERROR, LIMIT_EXCEEDED; the decoder can be used
   *     on after {@link #reset()}
   */
  void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException;

  /**
   * Hands over the frames still held. Then only {@link #reset()} and {@link #close()} may follow.
   *
   * @throws org.kinora.media.MediaException DECODE_ERROR
   * @throws IOException also what the sink throws, unchanged
   */
  void flush(FrameSink sink) throws IOException;

  /**
   * Forgets everything decoded so far, as before a seek; the next sample must be a key frame.
   *
   * @throws org.kinora.media.MediaException INTERNAL_ERROR if the library fails; only {@link
   *     #close()} is left then
   */
  void reset() throws IOException;
}
