package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the index says of one block: 64 bytes. Everything rises from entry to entry, so everything
 * can be bisected.
 *
 * @param offset of the block's header in the log; {@link #LOST} for numbers without a block
 * @param firstSample the number of the block's first sample
 * @param firstDecodeUs its decode time
 * @param maxTimeUs greatest presentation time of the track up to the end of this block
 * @param maxLeadUs greatest decode time − time of the track so far, at least 0
 * @param endUs greatest time + duration of the track so far, at least 0
 * @param keyEntry the last entry up to this one whose block has a key frame; -1 if none
 * @param count samples in the block; 0 if the track was idle up to a checkpoint
 */
record IndexEntry(
    long offset,
    long firstSample,
    long firstDecodeUs,
    long maxTimeUs,
    long maxLeadUs,
    long endUs,
    int keyEntry,
    int count) {
  static final int BYTES = 64;
  static final long LOST = -1;

  /** What stands before the first entry. */
  static final IndexEntry NONE =
      new IndexEntry(LOST, 0, Long.MIN_VALUE, Long.MIN_VALUE, 0, 0, -1, 0);

  private static final int CRC_AT = 60;

  /** The number of the sample behind the block. */
  long endSample() {
    return firstSample + count;
  }

  boolean isLost() {
    return offset == LOST;
  }

  /**
   * The entry of the track's next block.
   *
   * @param number of the new entry, from 0
   */
  IndexEntry next(int number, long blockOffset, BlockTable table) {
    long latestUs = maxTimeUs;
    long leadUs = maxLeadUs;
    long lastEndUs = endUs;
    boolean key = false;
    for (int j = 0; j < table.count() && !table.isLost(); j++) {
      latestUs = Math.max(latestUs, table.timeUs(j));
      leadUs = Math.max(leadUs, table.decodeTimeUs(j) - table.timeUs(j));
      lastEndUs = Math.max(lastEndUs, table.timeUs(j) + table.durationUs(j));
      key |= table.isKeyframe(j);
    }
    return new IndexEntry(
        blockOffset,
        endSample(),
        table.decodeTimeUs(0),
        latestUs,
        leadUs,
        lastEndUs,
        key ? number : keyEntry,
        table.count());
  }

  /** The entry of a track without samples since the last one; it names any block of the log. */
  IndexEntry idle(long blockOffset) {
    return new IndexEntry(
        blockOffset, endSample(), firstDecodeUs, maxTimeUs, maxLeadUs, endUs, keyEntry, 0);
  }

  /** Whether it says the same; numbers of entries differ where tracks were idle. */
  boolean namesTheSameAs(IndexEntry other) {
    return equals(
        new IndexEntry(
            other.offset,
            other.firstSample,
            other.firstDecodeUs,
            other.maxTimeUs,
            other.maxLeadUs,
            other.endUs,
            keyEntry,
            other.count));
  }

  /** Writes the entry at the position of a little-endian buffer. */
  void encode(long salt, ByteBuffer into) {
    int from = into.position();
    into.putLong(offset).putLong(firstSample).putLong(firstDecodeUs).putLong(maxTimeUs);
    into.putLong(maxLeadUs).putLong(endUs).putInt(keyEntry).putInt(count).putInt(0);
    into.putInt(Checksum.salted(salt, into.slice(from, CRC_AT)));
  }

  /** Reads the entry at a position; empty if it is damaged. */
  static Optional<IndexEntry> decode(long salt, ByteBuffer bytes, int at) {
    ByteBuffer in = bytes.slice(at, BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(CRC_AT) != Checksum.salted(salt, in.slice(0, CRC_AT))) {
      return Optional.empty();
    }
    return Optional.of(
            new IndexEntry(
                in.getLong(0),
                in.getLong(8),
                in.getLong(16),
                in.getLong(24),
                in.getLong(32),
                in.getLong(40),
                in.getInt(48),
                in.getInt(52)))
        .filter(IndexEntry::isWithinLimits);
  }

  private boolean isWithinLimits() {
    return offset >= FileHeader.BYTES
        && count >= 0
        && count <= BlockTable.MOST_SAMPLES
        && firstSample >= 0
        && firstSample <= Integer.MAX_VALUE - count;
  }
}
