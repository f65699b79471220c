package org.kinora.spi.capture;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens live sources. A stateless service, safe for many threads; register it with {@link
 * CaptureType}.
 */
@ConsumerType
public interface CaptureFactory {
  /** Whether this source is of a kind that is known here; nothing is opened. */
  boolean supports(String source);

  /**
   * Opens a source and waits until its tracks are known, at most {@link CaptureSettings#timeout}.
   *
   * @return a capture that the caller closes
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID, TIMEOUT, IO_ERROR if the source does
   *     not answer, TRACK_NOT_SUPPORTED if it has nothing that can be recorded, CANCELLED if this
   *     thread was interrupted
   */
  Capture open(CaptureSettings settings) throws IOException;
}
