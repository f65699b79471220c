package org.kinora.spi.capture;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.kinora.media.Track;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One live source that is open. One thread at a time. When the thread that reads is interrupted,
 * the call ends soon, whatever the source does.
 */
@ConsumerType
public interface Capture extends Closeable {
  /**
   * What it sends. The codec {@code raw} means frames that nobody has encoded yet. It does not
   * change: a source that begins to send something else ends with IO_ERROR.
   */
  List<Track> tracks();

  /** Whether it goes on for ever, so that its end is a fault; a file has an end. */
  boolean live();

  /**
   * How long the source had been sending when opening it was done: finding out what it sends takes
   * a while, and what came meanwhile is handed over first, at once.
   */
  default Duration lead() {
    return Duration.ZERO;
  }

  /**
   * Waits for the next sample or frame and hands it over. What is not live comes as fast as time
   * goes by, not faster.
   *
   * @return whether there was one; false at the end
   * @throws org.kinora.media.MediaException TIMEOUT if nothing came in time; IO_ERROR if the source
   *     is gone or its times jump; CANCELLED if this thread was interrupted
   * @throws IOException also what the sink throws, unchanged
   */
  boolean read(CaptureSink sink) throws IOException;
}
