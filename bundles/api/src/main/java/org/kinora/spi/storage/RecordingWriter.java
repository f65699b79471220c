package org.kinora.spi.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.SampleInfo;
import org.osgi.annotation.versioning.ConsumerType;

/** One recording being written. One thread at a time. */
@ConsumerType
public interface RecordingWriter extends Closeable {
  /**
   * Adds the next sample of a track, in decode order; tracks may alternate as they like.
   *
   * @param data the sample's bytes from position to limit, lent until this call returns
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, MUX_ERROR if decode times fall,
   *     IO_ERROR
   */
  void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException;

  /** Makes what was appended so far survive at least a crash of this process. */
  void flush() throws IOException;

  /** Completes the recording: totals written, marked complete. Nothing can be appended after it. */
  void finish() throws IOException;

  /** Releases files and memory. Without {@link #finish()} the recording stays as after a crash. */
  @Override
  void close() throws IOException;
}
