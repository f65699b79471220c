package org.kinora.spi.capture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.kinora.media.Track;
import org.osgi.annotation.versioning.ConsumerType;

/** One live source that is open. One thread at a time. */
@ConsumerType
public interface Capture extends Closeable {
  /** What it sends. The codec {@code raw} means frames that nobody has encoded yet. */
  List<Track> tracks();

  /** Whether it goes on for ever, so that its end is a fault; a file has an end. */
  boolean live();

  /**
   * Waits for the next sample or frame and hands it over.
   *
   * @return whether there was one; false at the end
   * @throws org.kinora.media.MediaException TIMEOUT if nothing came in time, IO_ERROR if the source
   *     is gone
   */
  boolean read(CaptureSink sink) throws IOException;
}
