package org.kinora.tck.support.disk;

import java.io.IOException;

/** What every call gets once the simulated power is gone. */
public final class PowerLoss extends IOException {
  private static final long serialVersionUID = 1L;

  PowerLoss() {
    super("the power is gone");
  }
}
