package org.kinora.spi.codec;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes time stretches. A stateless service, safe for many threads. */
@ConsumerType
public interface TimeStretchFactory {
  /**
   * Makes a time stretch.
   *
   * @param speed 0.1 to 16; 2 halves the length
   * @return a time stretch that the caller closes
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID for a speed out of range
   */
  TimeStretch create(int sampleRate, int channels, double speed) throws IOException;
}
