package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.media.SampleInfo;

/** Where the boxes and the samples of one file go. One thread at a time. */
interface Layout {
  /** Begins the file; called once, before the first sample. */
  void begin(List<Mp4Track> tracks) throws IOException;

  /**
   * Prepares for a sample, which the index does not know yet.
   *
   * @param decodeTicks its decode time in ticks of its track
   */
  void prepare(Mp4Track track, SampleInfo info, long decodeTicks) throws IOException;

  /** Where the next bytes lie, as the index counts. */
  long offset();

  /** Takes the next bytes; the buffer is left as it was. */
  void append(ByteBuffer data) throws IOException;

  /** Hands all to the channel. */
  void flush() throws IOException;

  /** Completes the file. */
  void finish() throws IOException;
}
