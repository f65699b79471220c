package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The entries of a closed segment on the disk, read a block at a time where they are asked for:
 * finding one among 65,534 takes one small read where pictures come evenly, else a few more.
 */
final class EntryFile {
  private static final int BLOCK_ENTRIES = 512;

  private final StoredSegment segment;

  /** On the heap: as little as this is copied sooner than direct memory is had. */
  private final ByteBuffer block =
      ByteBuffer.allocate(BLOCK_ENTRIES * Entry.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private int blockStart;

  EntryFile(StoredSegment segment) {
    this.segment = segment;
    block.limit(0);
  }

  StoredSegment segment() {
    return segment;
  }

  /** The number of entries without the sentinel. */
  int count() {
    return segment.header().count();
  }

  /** An entry; the one at {@link #count} is the sentinel. */
  long entry(int i) throws IOException {
    if (i < StoredSegment.FIRST_ENTRIES) {
      return segment.firstEntry(i);
    }
    int at = (i - blockStart) * Entry.SIZE_BYTES;
    if (at < 0 || at >= block.limit()) {
      load(i);
      at = (i - blockStart) * Entry.SIZE_BYTES;
    }
    return block.getLong(at);
  }

  private void load(int i) throws IOException {
    blockStart = i - i % BLOCK_ENTRIES;
    int entries = Math.min(BLOCK_ENTRIES, count() + 1 - blockStart);
    block.clear().limit(entries * Entry.SIZE_BYTES);
    long at = Header.SIZE_BYTES + (long) blockStart * Entry.SIZE_BYTES;
    try {
      segment.readIndex(block, at);
    } catch (IOException e) {
      block.limit(0);
      throw e;
    }
    while (block.hasRemaining()) { // the file became shorter
      block.put((byte) 0);
    }
  }

  int ticks(int entry) throws IOException {
    return Entry.ticks(entry(entry));
  }

  boolean hasFlag(int entry, int flag) throws IOException {
    return (Entry.flags(entry(entry)) & flag) != 0;
  }

  /**
   * Whether the entries from {@code first} to {@code last}, as far as there are some, follow each
   * other without a hole; the sentinel is one of them.
   */
  boolean areInOrder(int first, int last) throws IOException {
    for (int i = Math.max(1, first + 1); i <= Math.min(last, count()); i++) {
      if (!isInOrder(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isInOrder(int entry) throws IOException {
    long before = entry(entry - 1);
    long next = entry(entry);
    return (before != 0 || entry == 1)
        && next != 0
        && Entry.location(before) <= Entry.location(next)
        && (entry == count() ? Entry.isSentinel(next) : Entry.ticks(before) <= Entry.ticks(next));
  }

  /**
   * The last entry that is not later; -1 before the first.
   *
   * @param guess an entry near it: the search widens from there until it has it between two
   */
  int floor(long ticks, int guess) throws IOException {
    int low = guess;
    int high = guess;
    for (int step = 1; low > 0 && ticks(low) > ticks; step *= 2) {
      high = low;
      low = Math.max(0, low - step);
    }
    for (int step = 1; high < count() && ticks(high) <= ticks; step *= 2) {
      low = high + 1;
      high = Math.min(count(), high + step);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ticks(middle) <= ticks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The first entry of the picture that an entry belongs to. */
  int pictureStart(int entry) throws IOException {
    int first = entry;
    while (first > 0 && ticks(first - 1) == ticks(entry)) {
      first--;
    }
    return first;
  }

  /** The entry behind the picture that an entry belongs to. */
  int pictureEnd(int entry) throws IOException {
    int end = entry + 1;
    while (end < count() && ticks(end) == ticks(entry)) {
      end++;
    }
    return end;
  }
}
