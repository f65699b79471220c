package org.kinora.storage.reel;

import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/**
 * The entries of one track, made from its blocks in log order. Numbers that no block holds any more
 * get an entry of their own, so that all others keep theirs.
 */
final class TrackEntries {
  private final int track;
  private final Trust stored;
  private final Faults faults;
  private final List<IndexEntry> entries = new ArrayList<>();
  private IndexEntry last;
  private long lastDecodeUs;

  private TrackEntries(int track, Trust stored, Faults faults) {
    this.track = track;
    this.stored = stored;
    this.faults = faults;
    last = stored.last();
    lastDecodeUs = last.firstDecodeUs();
  }

  /** All entries of a track. */
  static TrackEntries all(int track, Faults faults) {
    return new TrackEntries(track, Trust.NONE, faults);
  }

  /** The entries behind those that are believed of a stored index. */
  static TrackEntries behind(int track, Trust stored) {
    return new TrackEntries(track, stored, Faults.UNHEARD);
  }

  int track() {
    return track;
  }

  /** Blocks before this offset are not wanted. */
  long from() {
    return stored.from();
  }

  /** How many entries stand in the stored index, before these. */
  int storedCount() {
    return stored.count();
  }

  /** The last entry, also if it is a stored one. */
  IndexEntry last() {
    return last;
  }

  List<IndexEntry> entries() {
    return List.copyOf(entries);
  }

  /** Adds a block of the track, or leaves it out if it does not fit what stands before it. */
  void add(long offset, long firstSample, BlockTable table) {
    long expected = last.endSample();
    if (firstSample < expected || firstSample + table.count() > Integer.MAX_VALUE) {
      fault(offset, "its first sample is %d; %d was expected".formatted(firstSample, expected));
    } else if (table.decodeTimeUs(0) < lastDecodeUs) {
      fault(
          offset,
          "its first decode time is %d us; before it stands %d us"
              .formatted(table.decodeTimeUs(0), lastDecodeUs));
    } else {
      fill(firstSample, table.decodeTimeUs(0));
      append(offset, table);
      lastDecodeUs = table.decodeTimeUs(table.count() - 1);
    }
  }

  /** Gives the numbers up to a sample an entry without a block, if they have none. */
  void fill(int endSample) {
    fill(endSample, Math.max(lastDecodeUs, -BlockTable.MOST_US));
  }

  private void fill(long endSample, long timeUs) {
    long first = last.endSample();
    if (endSample > first) {
      faults.add(
          Severity.LOSS,
          "track " + track,
          () -> "samples %d to %d are lost".formatted(first, endSample - 1));
      append(IndexEntry.LOST, BlockTable.lost((int) (endSample - first), timeUs));
    }
  }

  private void append(long offset, BlockTable table) {
    last = last.next(stored.count() + entries.size(), offset, table);
    entries.add(last);
  }

  private void fault(long offset, String message) {
    faults.add(
        Severity.LOSS,
        "%s, track %d, offset %d".formatted(ReelFiles.LOG, track, offset),
        () -> "the block is left out: " + message);
  }
}
