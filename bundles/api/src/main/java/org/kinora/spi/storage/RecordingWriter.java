package org.kinora.spi.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.SampleInfo;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One recording being written. One thread at a time. Any failure of append, flush or finish is
 * final: what comes after it fails too, and only {@link #close} is left to do. What was flushed
 * before it stays readable. A second thread during a call is refused with INTERNAL_ERROR and
 * changes nothing.
 */
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

  /**
   * Completes the recording: totals written, marked complete. When it returns, all files, their
   * names and the name of the recording's directory survive a loss of power. Nothing can be
   * appended after it.
   */
  void finish() throws IOException;

  /** Releases files and memory. Without {@link #finish()} the recording stays as after a crash. */
  @Override
  void close() throws IOException;
}
