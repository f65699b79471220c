package org.kinora.media;

import java.io.IOException;

/** Takes faults, one call each, on the caller's thread. */
@FunctionalInterface
public interface FaultSink {
  /**
   * Takes one fault.
   *
   * @throws IOException stops the check
   */
  void accept(Fault fault) throws IOException;
}
