package org.kinora.storage.reel;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of one track: the entries that the stored index holds, those behind them in memory,
 * and the tables of a few blocks. Immutable but for what is at hand; safe for many threads.
 */
final class Blocks {
  private static final int TABLES = 16;

  private final ReelLog log;
  private final Optional<StoredIndex> stored;
  private final int storedCount;
  private final int track;
  private final List<IndexEntry> rest;
  private final IndexEntry last;
  private final Recent<Run> runs = new Recent<>(TABLES);

  Blocks(ReelLog log, Optional<StoredIndex> stored, TrackEntries rest) {
    this.log = log;
    this.stored = stored;
    storedCount = rest.storedCount();
    track = rest.track();
    this.rest = rest.entries();
    last = rest.last();
  }

  /**
   * The samples of one block.
   *
   * @param block its number
   * @param first number of the first one
   * @param table what is known of them
   * @param payloadOffset where their bytes begin in the log
   */
  record Run(int block, int first, BlockTable table, long payloadOffset) {
    static final Run EMPTY = new Run(0, 0, BlockTable.lost(0, 0), 0);

    boolean holds(int i) {
      return i >= first && i - first < table.count();
    }
  }

  int count() {
    return storedCount + rest.size();
  }

  /** The last entry, or {@link IndexEntry#NONE}. */
  IndexEntry last() {
    return last;
  }

  IndexEntry entry(int n) throws IOException {
    if (n >= storedCount) {
      return rest.get(n - storedCount);
    }
    return stored.orElseThrow(() -> new IllegalStateException("there is no stored index")).entry(n);
  }

  /** How many entries, from the first on, a question holds for. */
  int prefix(Bisection.Question question) throws IOException {
    return Bisection.prefix(count(), this::entry, question);
  }

  /**
   * The block that holds a sample of the track.
   *
   * @param near any block; its neighbours are asked first, for most questions follow each other
   */
  int blockOf(int sample, int near) throws IOException {
    for (int n = Math.max(0, near - 1); n <= near + 1 && n < count(); n++) {
      IndexEntry entry = entry(n);
      if (entry.firstSample() <= sample && sample < entry.endSample()) {
        return n;
      }
    }
    return prefix(entry -> entry.firstSample() <= sample) - 1;
  }

  /** The samples of block {@code n}. */
  Run run(int n) throws IOException {
    return runs.get(n, this::load);
  }

  private Run load(long n) throws IOException {
    int block = (int) n;
    IndexEntry entry = entry(block);
    int first = (int) entry.firstSample();
    if (!entry.isLost() && entry.count() > 0) {
      Optional<BlockHeader> header =
          log.header(entry.offset())
              .filter(found -> found.kind() == BlockHeader.SAMPLES)
              .filter(found -> found.track() == track)
              .filter(found -> found.firstSample() == entry.firstSample());
      if (header.isPresent()) {
        Optional<BlockTable> table =
            log.table(entry.offset(), header.get())
                .filter(found -> found.count() >= entry.count())
                .map(found -> found.count() > entry.count() ? found.first(entry.count()) : found);
        if (table.isPresent()) {
          return new Run(
              block, first, table.get(), ReelLog.payloadOffset(entry.offset(), header.get()));
        }
      }
    }
    return new Run(block, first, BlockTable.lost(entry.count(), entry.firstDecodeUs()), 0);
  }
}
