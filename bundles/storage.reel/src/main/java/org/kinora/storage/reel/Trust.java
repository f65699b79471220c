package org.kinora.storage.reel;

import java.io.IOException;
import java.util.Optional;

/**
 * How much of a stored index is believed. It is a copy of what the log says, and may lag behind it,
 * be torn, or be gone.
 *
 * @param count how many of its entries
 * @param last the last of them
 * @param from up to which offset they cover the log
 */
record Trust(int count, IndexEntry last, long from) {
  /** Nothing. */
  static final Trust NONE = new Trust(0, IndexEntry.NONE, FileHeader.BYTES);

  /** Entries behind the last one that a checkpoint made durable: a few after a loss of power. */
  private static final int MOST_TORN = 256;

  /**
   * What an end block says of one track.
   *
   * @param samples how many it has
   * @param checkpoint up to where its index covers the log
   */
  record Ended(long samples, long checkpoint) {}

  /** Believes all of an index that agrees with the end block, otherwise what is proved. */
  static Trust in(StoredIndex index, ReelLog log, Optional<Ended> ended) throws IOException {
    try {
      int count = index.count();
      if (ended.isPresent() && count > 0) {
        IndexEntry last = index.entry(count - 1);
        if (last.endSample() == ended.get().samples()) {
          return new Trust(count, last, ended.get().checkpoint());
        }
      }
      return proved(index, log, count);
    } catch (StoredIndex.DamagedEntry e) {
      return NONE;
    }
  }

  /**
   * The last valid entry names a block of the log, and that block's checkpoint tells which entries
   * were durable when it was written.
   */
  private static Trust proved(StoredIndex index, ReelLog log, int count) throws IOException {
    for (int n = count - 1; n >= Math.max(0, count - MOST_TORN); n--) {
      Optional<BlockHeader> named = named(index, log, n);
      if (named.isPresent()) {
        long checkpoint = named.get().checkpoint();
        int durable = Bisection.prefix(n, n, index::entry, entry -> entry.offset() < checkpoint);
        return durable == 0 ? NONE : new Trust(durable, index.entry(durable - 1), checkpoint);
      }
    }
    return NONE;
  }

  private static Optional<BlockHeader> named(StoredIndex index, ReelLog log, int n)
      throws IOException {
    try {
      long offset = index.entry(n).offset();
      return log.header(offset).filter(header -> header.checkpoint() <= offset);
    } catch (StoredIndex.DamagedEntry e) {
      return Optional.empty();
    }
  }
}
