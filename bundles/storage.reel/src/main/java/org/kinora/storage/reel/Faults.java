package org.kinora.storage.reel;

import java.io.IOException;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;

/** Where deviations go: to a sink while a recording is verified, nowhere while it is opened. */
record Faults(FaultSink sink) {
  /** Hears nothing. */
  static final Faults UNHEARD = new Faults(fault -> {});

  void add(Severity severity, String place, String message) throws IOException {
    sink.accept(new Fault(severity, place, message));
  }
}
