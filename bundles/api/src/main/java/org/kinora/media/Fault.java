package org.kinora.media;

import java.util.Objects;

/**
 * One thing that is wrong or unusual in a recording.
 *
 * @param severity how bad
 * @param place file, line, track, sample or offset, as exact as known
 * @param message what was found, what was expected, and what the reader does about it
 */
public record Fault(Severity severity, String place, String message) {
  /** How bad a fault is. */
  public enum Severity {
    /** Unusual, nothing lost. */
    NOTE,
    /** Against the format; nothing that was recorded is lost. */
    WARNING,
    /** Samples are lost or cannot be read. */
    LOSS
  }

  /** Checks for null. */
  public Fault {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(place);
    Objects.requireNonNull(message);
  }
}
