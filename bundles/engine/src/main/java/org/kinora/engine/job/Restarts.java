package org.kinora.engine.job;

import java.time.Duration;

/**
 * How jobs begin again whose plugin was taken away.
 *
 * @param patience how long to wait for another provider of the same
 * @param most how often a job begins again
 */
public record Restarts(Duration patience, int most) {
  /** A few times, and long enough for a bundle to be exchanged by hand. */
  public static final Restarts USUAL = new Restarts(Duration.ofSeconds(10), 5);
}
