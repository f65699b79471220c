package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Objects;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;

/**
 * The entries of one segment, and which of them make whole pictures. NAL units of one picture have
 * the same ticks; each ends where the next entry begins. Only what is provably whole is a picture:
 * its entries are in order, the entry behind it is there and in order, and its bytes are in the
 * packets file.
 */
final class SegmentIndex {
  private final StoredSegment segment;

  /** NAL units, and behind them the sentinel if there is one. */
  private final long[] entries;

  private final int count;

  /** The first entry of each whole picture. */
  private final int[] firstEntries;

  private int pictures;

  private SegmentIndex(StoredSegment segment, long[] entries, int count) {
    this.segment = segment;
    this.entries = entries;
    this.count = count;
    firstEntries = new int[count];
  }

  /**
   * Sorts out the entries of an index file.
   *
   * @param bytes what lies behind the header, its end perhaps unwritten
   */
  static SegmentIndex of(StoredSegment segment, ByteBuffer bytes, FaultSink faults)
      throws IOException {
    long[] entries = new long[used(segment, bytes)];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(entries);
    int last = entries.length - 1;
    boolean ended = last >= 0 && Entry.isSentinel(entries[last]);
    SegmentIndex index = new SegmentIndex(segment, entries, ended ? last : last + 1);
    index.tellCount(faults, ended);
    index.findPictures(faults);
    index.tellRest(faults);
    return index;
  }

  /**
   * Takes a run of whole pictures.
   *
   * @param entries in order; the last one says where the one before it ends
   */
  static SegmentIndex ofRun(StoredSegment segment, long[] entries) throws IOException {
    SegmentIndex index = new SegmentIndex(segment, entries, entries.length - 1);
    index.findPictures(fault -> {});
    return index;
  }

  /**
   * How many entries were written. A closed file says so; in any other the unwritten ones are 0.
   * The count of a file that was closed, opened again and then lost is too small.
   */
  private static int used(StoredSegment segment, ByteBuffer bytes) {
    int stated = segment.header().count() + 1;
    int used = bytes.remaining() / Entry.SIZE_BYTES;
    while (used > stated && bytes.getLong((used - 1) * Entry.SIZE_BYTES) == 0) {
      used--;
    }
    return used;
  }

  private void tellCount(FaultSink faults, boolean ended) throws IOException {
    int stated = segment.header().count();
    if (stated != 0 && stated < count) {
      faults.accept(
          new Fault(
              Severity.WARNING,
              segment.files().indexName() + ", offset 24",
              "the header counts %d NAL units, the file has %d; all are read"
                  .formatted(stated, count)));
    } else if (stated > count) {
      faults.accept(
          new Fault(
              Severity.LOSS,
              segment.place(count),
              "the index ends after %d of %d NAL units".formatted(count, stated)));
    }
    if (!ended && count > 0) {
      faults.accept(
          new Fault(
              Severity.LOSS,
              segment.place(count),
              "no sentinel says where the last NAL unit ends; its picture is dropped"));
    }
  }

  private void findPictures(FaultSink faults) throws IOException {
    BitSet misplaced = misplaced(faults);
    for (int first = misplaced.nextClearBit(0); first < count; ) {
      int end = first + 1;
      while (end < count && !misplaced.get(end) && ticks(end) == ticks(first)) {
        end++;
      }
      boolean ends = isEnd(end, misplaced);
      if (ends && location(end) > segment.packetsBytes()) {
        tellBeyond(faults, first);
        return;
      }
      boolean begins = first == 0 || !misplaced.get(first - 1);
      if (begins && ends) {
        firstEntries[pictures++] = first;
      } else if (end < entries.length) {
        faults.accept(
            new Fault(
                Severity.LOSS,
                segment.place(first),
                "the picture of %d NAL units beside a misplaced entry is dropped"
                    .formatted(end - first)));
      }
      first = misplaced.nextClearBit(end);
    }
  }

  /** Whether an entry, perhaps the sentinel, can be trusted to say where the one before it ends. */
  private boolean isEnd(int entry, BitSet misplaced) {
    return entry < count
        ? !misplaced.get(entry)
        : entry < entries.length && location(entry) >= location(entry - 1);
  }

  /**
   * Finds entries whose ticks or location fall, and those that only seem to make the next ones
   * fall. The last entry, where it is no sentinel, may be torn: it says nothing of the one before.
   */
  private BitSet misplaced(FaultSink faults) throws IOException {
    BitSet misplaced = new BitSet();
    int trusted = Math.min(count, entries.length - 1);
    long before = 0;
    for (int i = 0; i < count; i++) {
      long entry = entries[i];
      boolean falls = !isInOrder(before, entry);
      boolean hasNext = i + 1 < trusted;
      if (falls
          || (hasNext && !isInOrder(entry, entries[i + 1]) && isInOrder(before, entries[i + 1]))) {
        misplaced.set(i);
        faults.accept(
            new Fault(
                Severity.LOSS,
                segment.place(i),
                "tick %d, location %d do not follow tick %d, location %d; the entry is dropped"
                    .formatted(
                        Entry.ticks(entry),
                        Entry.location(entry),
                        Entry.ticks(before),
                        Entry.location(before))));
      } else {
        before = entry;
      }
    }
    return misplaced;
  }

  private static boolean isInOrder(long before, long entry) {
    return Entry.ticks(before) <= Entry.ticks(entry)
        && Entry.location(before) <= Entry.location(entry);
  }

  private void tellBeyond(FaultSink faults, int first) throws IOException {
    faults.accept(
        new Fault(
            Severity.LOSS,
            segment.place(first),
            "%s ends at %d, before this picture does; %d NAL units are dropped"
                .formatted(segment.files().packetsName(), segment.packetsBytes(), count - first)));
  }

  private void tellRest(FaultSink faults) throws IOException {
    long end = entries.length == 0 ? 0 : location(entries.length - 1);
    if (segment.isClosed() && segment.packetsBytes() > end) {
      faults.accept(
          new Fault(
              Severity.WARNING,
              segment.files().packetsName() + ", offset " + end,
              "%d bytes have no entry; they are not read".formatted(segment.packetsBytes() - end)));
    }
  }

  /** The number of whole pictures. */
  int pictures() {
    return pictures;
  }

  /** The first entry of a picture. */
  int firstEntry(int picture) {
    return firstEntries[Objects.checkIndex(picture, pictures)];
  }

  /** The time of a picture since tick 0. */
  long timeUs(int picture) {
    return Entry.timeUs(ticks(firstEntry(picture)));
  }

  /** The entry behind the last one of the picture that begins with {@code first}. */
  int pictureEnd(int first) {
    int end = first + 1;
    while (end < count && ticks(end) == ticks(first)) {
      end++;
    }
    return end;
  }

  StoredSegment segment() {
    return segment;
  }

  int ticks(int entry) {
    return Entry.ticks(entries[entry]);
  }

  int flags(int entry) {
    return Entry.flags(entries[entry]);
  }

  /** Where a NAL unit begins in the packets file, and the one before it ends. */
  int location(int entry) {
    return Entry.location(entries[entry]);
  }

  /** Bytes of a picture in the packets file. */
  int storedBytes(int picture) {
    int first = firstEntry(picture);
    return location(pictureEnd(first)) - location(first);
  }

  /** Whether a NAL unit of the picture that begins with {@code first} has a flag. */
  boolean hasFlag(int first, int flag) {
    for (int i = first, end = pictureEnd(first); i < end; i++) {
      if ((flags(i) & flag) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the picture that begins with {@code first} is handed over as it is stored: every NAL
   * unit has a start code and emulation prevention bytes.
   */
  boolean isAnnexB(int first) {
    for (int i = first, end = pictureEnd(first); i < end; i++) {
      if ((flags(i) & Entry.ANNEX_B) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether all pictures are handed over as they are stored. */
  boolean isAllAnnexB() {
    long flags = Entry.ANNEX_B;
    for (int i = 0; i < count; i++) {
      flags &= entries[i];
    }
    return flags != 0;
  }
}
