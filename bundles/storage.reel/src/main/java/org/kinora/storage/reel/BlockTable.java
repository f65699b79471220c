package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.kinora.media.SampleInfo;

/**
 * The head of a block of samples: 32 bytes each. Immutable; safe for many threads. The table of a
 * block that is lost keeps its samples' numbers, with size 0 and nothing else of them.
 */
final class BlockTable {
  static final int ENTRY_BYTES = 32;
  static final int MOST_SAMPLES = 4096;
  static final int MOST_SAMPLE_BYTES = 256 << 20;

  /** 36,000 years: sums of two times stay within a long. */
  static final long MOST_US = 1L << 60;

  private static final int KEYFRAME = 1 << 31;
  private static final int ENTRY_WORDS = ENTRY_BYTES / Long.BYTES;

  private final int count;
  private final boolean lost;
  private final long lostUs;

  /** Four of each sample: its three times, and its size and key flag below its checksum. */
  private final long[] words;

  /** Where each sample begins in the payload, and behind them where the last one ends. */
  private final long[] start;

  private BlockTable(long[] words, int count, boolean lost, long lostUs) {
    this.words = words;
    this.count = count;
    this.lost = lost;
    this.lostUs = lostUs;
    start = new long[lost ? 1 : count + 1];
    for (int j = 0; j < start.length - 1; j++) {
      start[j + 1] = start[j] + (rawSize(j) & ~KEYFRAME);
    }
  }

  /**
   * Reads a head.
   *
   * @return empty if it breaks the rules of its fields
   */
  static Optional<BlockTable> of(ByteBuffer head) {
    int count = head.remaining() / ENTRY_BYTES;
    if (head.remaining() != count * ENTRY_BYTES || count == 0 || count > MOST_SAMPLES) {
      return Optional.empty();
    }
    long[] words = new long[count * ENTRY_WORDS];
    head.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    BlockTable table = new BlockTable(words, count, false, 0);
    return table.keepsTheRules() ? Optional.of(table) : Optional.empty();
  }

  /** The table of samples that are lost, all at one time. */
  static BlockTable lost(int count, long timeUs) {
    return new BlockTable(new long[0], count, true, timeUs);
  }

  /** Writes one entry at the buffer's position. */
  static void put(ByteBuffer into, SampleInfo info, int crc) {
    into.putLong(info.timeUs()).putLong(info.decodeTimeUs()).putLong(info.durationUs());
    into.putInt(info.size() | (info.keyframe() ? KEYFRAME : 0)).putInt(crc);
  }

  private boolean keepsTheRules() {
    long previousUs = -MOST_US;
    for (int j = 0; j < count; j++) {
      if (timeUs(j) < -MOST_US
          || timeUs(j) > MOST_US
          || decodeTimeUs(j) > MOST_US
          || decodeTimeUs(j) < previousUs
          || durationUs(j) < 0
          || durationUs(j) > MOST_US
          || size(j) > MOST_SAMPLE_BYTES) {
        return false;
      }
      previousUs = decodeTimeUs(j);
    }
    return true;
  }

  /** The same block up to its sample {@code samples}. */
  BlockTable first(int samples) {
    return new BlockTable(words, samples, lost, lostUs);
  }

  int count() {
    return count;
  }

  /** Whether the samples are gone and only their number is known. */
  boolean isLost() {
    return lost;
  }

  long timeUs(int j) {
    return lost ? lostUs : words[j * ENTRY_WORDS];
  }

  long decodeTimeUs(int j) {
    return lost ? lostUs : words[j * ENTRY_WORDS + 1];
  }

  long durationUs(int j) {
    return lost ? 0 : words[j * ENTRY_WORDS + 2];
  }

  int size(int j) {
    return lost ? 0 : rawSize(j) & ~KEYFRAME;
  }

  boolean isKeyframe(int j) {
    return !lost && rawSize(j) < 0;
  }

  SampleInfo info(int j) {
    return new SampleInfo(timeUs(j), decodeTimeUs(j), durationUs(j), size(j), isKeyframe(j));
  }

  int crc(int j) {
    return (int) (words[j * ENTRY_WORDS + 3] >>> Integer.SIZE);
  }

  private int rawSize(int j) {
    return (int) words[j * ENTRY_WORDS + 3];
  }

  /**
   * Where sample {@code j} begins, in bytes from the start of the payload; the end for the count.
   */
  long start(int j) {
    return start[j];
  }
}
