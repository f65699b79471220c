package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;

/** The samples of one track of an open file. One thread at a time. */
interface TrackSamples extends AutoCloseable {
  /** What is known of them, in decode order. */
  SampleTable table();

  /**
   * Hands {@code count} samples from {@code first} on to the sink, which may ask for others
   * meanwhile.
   *
   * @throws MediaException DATA_RANGE_ERROR if the file no longer has them
   */
  void read(int first, int count, SampleSink sink) throws IOException;

  @Override
  void close();
}
