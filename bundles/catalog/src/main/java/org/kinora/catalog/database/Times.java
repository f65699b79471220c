package org.kinora.catalog.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as the tables hold them: whole microseconds since 1970. */
final class Times {
  private Times() {}

  static long us(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1000);
  }

  static Instant instant(long us) {
    return Instant.EPOCH.plus(us, ChronoUnit.MICROS);
  }
}
