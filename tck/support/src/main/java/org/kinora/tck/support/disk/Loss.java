package org.kinora.tck.support.disk;

/** What a loss of power leaves of the bytes and names that were not synced. */
public enum Loss {
  /** None of them. */
  ALL,
  /** All of them. */
  NOTHING,
  /** The earliest, up to any byte. */
  CUT,
  /** The earliest, up to the end of any write within a sector. */
  TORN,
  /** Any of the sectors and names; a sector that is missing in front of others is zeros. */
  REORDERED
}
