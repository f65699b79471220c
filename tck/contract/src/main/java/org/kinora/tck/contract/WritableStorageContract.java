package org.kinora.tck.contract;

import org.kinora.media.Track;

/** The contract of a storage format that is read and written. */
public abstract non-sealed class WritableStorageContract extends StorageFormatContract
    implements StorageWriteRules, StorageRefusalRules {
  /** For a subclass. */
  protected WritableStorageContract() {}

  /**
   * Samples that fit a track: random bytes, at times that are not evenly spaced. A format that
   * looks into its samples overrides this.
   *
   * @param count how many; at least 1
   */
  @Override
  public Clip clip(Track track, int count) {
    return Clips.random(track, count);
  }
}
