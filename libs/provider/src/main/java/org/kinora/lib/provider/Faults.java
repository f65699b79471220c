package org.kinora.lib.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;

/**
 * Where deviations go: to a sink while a recording is verified, nowhere while it is opened. Opening
 * and verifying are thereby the same code, and verifying names just what opening did.
 */
public final class Faults {
  /** Hears nothing. */
  public static final Faults UNHEARD = new Faults(null);

  private final @Nullable FaultSink sink;

  private Faults(@Nullable FaultSink sink) {
    this.sink = sink;
  }

  /** Faults that a sink hears. */
  public static Faults to(FaultSink sink) {
    return new Faults(sink);
  }

  /** Whether it is worth the while to look for a fault. */
  public boolean areHeard() {
    return sink != null;
  }

  /**
   * Reports a fault.
   *
   * @param message worded only if it is heard
   * @throws UncheckedIOException around what the sink throws; {@code verify} unwraps it
   */
  public void add(Severity severity, String place, Supplier<String> message) {
    if (sink != null) {
      try {
        sink.accept(new Fault(severity, place, message.get()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
