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

  /** What is read of the first block, of which nobody knows how large it is. */
  private static final int FIRST_READ_BYTES = 16 << 10;

  private final ReelLog log;
  private final Optional<StoredIndex> stored;
  private final int storedCount;
  private final int track;
  private final List<IndexEntry> rest;
  private final IndexEntry last;
  private final Recent<Run> runs = new Recent<>(TABLES);

  /** Bytes a sample in the block that was looked at last; 0 before the first one. */
  private volatile long sampleBytes;

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

    /** Whether a time lies between its first sample and the end of its last one. */
    boolean spans(long timeUs) {
      int end = table.count() - 1;
      return end >= 0
          && table.timeUs(0) <= timeUs
          && timeUs < table.timeUs(end) + table.durationUs(end);
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

  /**
   * How many entries, from the first on, a question holds for.
   *
   * @param guess about how many
   */
  int prefix(int guess, Bisection.Question question) throws IOException {
    return Bisection.prefix(count(), guess, this::entry, question);
  }

  /** About how many blocks hold nothing that is shown after a time, if samples come evenly. */
  int guess(long timeUs) {
    return (int) (count() * Math.max(0, Math.min(1, (double) timeUs / last.maxTimeUs())));
  }

  /**
   * The block that holds a sample of the track.
   *
   * @param near any block; it and its neighbours are asked first, for most questions follow each
   *     other
   */
  int blockOf(int sample, int near) throws IOException {
    return prefix(near + 1, entry -> entry.firstSample() <= sample) - 1;
  }

  /** The samples of block {@code n}; of the log only its header and head are read. */
  Run run(int n) throws IOException {
    return runs.get(
        n,
        block -> {
          IndexEntry entry = entry(n);
          return load(n, entry, Window.forHead(log.file(), headBytes(entry)));
        });
  }

  /**
   * The same through a window.
   *
   * @param end the sample behind those that will be read; if the block's are all among them, its
   *     payload is read in one go with its head
   */
  Run run(int n, int end, Window window) throws IOException {
    return runs.get(
        n,
        block -> {
          IndexEntry entry = entry(n);
          if (!entry.isLost() && end >= entry.endSample()) {
            window.fetch(entry.offset(), aheadBytes(n, entry));
          }
          return load(n, entry, window);
        });
  }

  /** The same of all of block {@code n}; the head of the next one too, if it follows closely. */
  Run readAhead(int n, Window window) throws IOException {
    Run run = run(n, Integer.MAX_VALUE, window);
    if (n + 1 < count()) {
      IndexEntry next = entry(n + 1);
      if (!next.isLost() && window.holds(next.offset(), headBytes(next))) {
        run(n + 1, 0, window);
      }
    }
    return run;
  }

  /**
   * How many bytes a block most probably has, with the head of the track's next one, for that tells
   * whether a group of pictures ends here: as far as that head, but at most twice what as many
   * samples took in the block before, for blocks of other tracks may stand between the two.
   */
  private int aheadBytes(int n, IndexEntry entry) throws IOException {
    long end = log.file().sizeBytes();
    if (n + 1 < count() && !entry(n + 1).isLost()) {
      end = Math.min(end, entry(n + 1).offset() + headBytes(entry(n + 1)));
    }
    int head = headBytes(entry);
    long likely = sampleBytes == 0 ? FIRST_READ_BYTES : head + 2 * sampleBytes * entry.count();
    return (int) Math.max(head, Math.min(Window.BYTES, Math.min(end - entry.offset(), likely)));
  }

  private static int headBytes(IndexEntry entry) {
    int samples = Math.min(entry.count(), BlockTable.MOST_SAMPLES);
    return BlockHeader.BYTES + samples * BlockTable.ENTRY_BYTES;
  }

  private Run load(int block, IndexEntry entry, Window window) throws IOException {
    int first = (int) entry.firstSample();
    if (!entry.isLost() && entry.count() > 0) {
      window.fetch(entry.offset(), headBytes(entry));
      ReelLog ahead = log.through(window);
      Optional<BlockHeader> header =
          ahead
              .header(entry.offset())
              .filter(found -> found.kind() == BlockHeader.SAMPLES)
              .filter(found -> found.track() == track)
              .filter(found -> found.firstSample() == entry.firstSample());
      if (header.isPresent()) {
        Optional<BlockTable> table =
            ahead
                .table(entry.offset(), header.get())
                .filter(found -> found.count() >= entry.count())
                .map(found -> found.count() > entry.count() ? found.first(entry.count()) : found);
        if (table.isPresent()) {
          sampleBytes = table.get().start(entry.count()) / entry.count();
          return new Run(
              block, first, table.get(), ReelLog.payloadOffset(entry.offset(), header.get()));
        }
      }
    }
    return new Run(block, first, BlockTable.lost(entry.count(), entry.firstDecodeUs()), 0);
  }
}
