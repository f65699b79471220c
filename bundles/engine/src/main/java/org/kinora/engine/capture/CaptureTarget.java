package org.kinora.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.engine.capture.CaptureQueue.Gap;
import org.kinora.media.SampleInfo;

/**
 * What a live source is written into. It stands under its name from the start and stays whatever
 * happens. One thread at a time.
 */
interface CaptureTarget extends Closeable {
  /**
   * Writes the next sample of a track, in decode order.
   *
   * @param trackId as the source numbers it
   * @param data lent until this call returns
   */
  void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException;

  /** Makes what was written so far survive a crash of this process. */
  void flush() throws IOException;

  /** Notes a gap, where that can be noted; it stays a gap in any case. */
  void mark(Gap gap) throws IOException;

  /** Completes it; when this returns, it survives a loss of power. */
  void finish() throws IOException;

  /** Bytes on the disk now. */
  long sizeBytes() throws IOException;
}
