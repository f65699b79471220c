package org.kinora.storage.rf1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock of time bases: microseconds since 1970 UTC. */
final class Clock {
  private Clock() {}

  static Instant ofUs(long epochUs) {
    return Instant.EPOCH.plus(epochUs, ChronoUnit.MICROS);
  }

  static long us(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
