package org.kinora.spi.codec;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.media.Frame;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns frames into the samples of one track. One thread at a time; may use threads of its library
 * inside.
 */
@ConsumerType
public interface Encoder extends Closeable {
  /**
   * What it makes, with its configuration where the codec needs one. H.264 comes as Annex-B without
   * one.
   */
  TrackFormat format();

  /**
   * Takes one frame, in presentation order, and hands over the samples that are ready, in decode
   * order. Frames of any layout, sample rate and channel count are converted; a picture of another
   * size is refused.
   *
   * @param frame lent until this call returns
   * @param forceKeyframe makes this picture a key frame
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID for a frame that does not fit,
   *     INTERNAL_ERROR
   */
  void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException;

  /**
   * Hands over the samples still held. Then only {@link #close()} may follow.
   *
   * @throws org.kinora.media.MediaException INTERNAL_ERROR
   * @throws IOException also what the sink throws, unchanged
   */
  void flush(SampleSink sink) throws IOException;
}
