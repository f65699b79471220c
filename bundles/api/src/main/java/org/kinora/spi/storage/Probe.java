package org.kinora.spi.storage;

import java.util.Objects;

/** What a storage format makes of a place on disk. */
public sealed interface Probe permits Probe.Match, Probe.WrongVersion, Probe.NoMatch {
  /**
   * The format can open it.
   *
   * @param version the on-disk format's version
   */
  record Match(int version) implements Probe {}

  /**
   * It is this format, in a version that this provider does not read.
   *
   * @param found the version on disk
   * @param oldest the oldest version read here
   * @param newest the newest version read here
   */
  record WrongVersion(int found, int oldest, int newest) implements Probe {}

  /**
   * It is something else.
   *
   * @param reason what is missing, for people
   */
  record NoMatch(String reason) implements Probe {
    /** Checks for null. */
    public NoMatch {
      Objects.requireNonNull(reason);
    }
  }
}
