package org.kinora.storage.rf1;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a few entries on the disk can tell of a track, so that neither opening a recording
 * nor its first picture wait for the whole index. It believes closed segments only, and of these
 * only entries that are in order where it looks; everything else is left to the index.
 */
final class TrackLookup {
  /** A segment spans at most this long, so older ones cannot reach into a later one. */
  private static final long LONGEST_US = Entry.timeUs(Entry.MOST_TICKS);

  /**
   * Where a segment's pictures lie on the timeline.
   *
   * @param firstUs the time of its first picture
   * @param lastUs the time of its last picture
   * @param endUs where that one ends if it lasts as long as the one before it
   */
  record Span(long firstUs, long lastUs, long endUs) {}

  /**
   * What the entries of a closed segment say.
   *
   * @param packetsBytes how large its packets file is
   */
  private record Entered(Span span, int packetsBytes) {}

  /**
   * A group of pictures.
   *
   * @param index the group's entries alone
   * @param startUs the time of tick 0
   * @param endUs where its last picture ends
   */
  record Group(SegmentIndex index, long startUs, long endUs) {}

  private final List<StoredSegment> segments;
  private final long originUs;
  private final @Nullable Entered[] entered;
  private @Nullable EntryFile file;

  TrackLookup(List<StoredSegment> segments, long originUs) {
    this.segments = segments;
    this.originUs = originUs;
    entered = new Entered[segments.size()];
  }

  private long startUs(int segment) {
    return segments.get(segment).header().startUs() - originUs;
  }

  /** The entries of a segment; those of the segment asked for last are kept. */
  private EntryFile file(int segment) {
    StoredSegment wanted = segments.get(segment);
    EntryFile kept = file;
    if (kept == null || !kept.segment().equals(wanted)) {
      kept = new EntryFile(wanted);
      file = kept;
    }
    return kept;
  }

  /** Where a segment lies, if it is closed, has more than one picture, and all its packets. */
  Optional<Span> span(int segment) throws IOException {
    Entered entered = entered(segment);
    return entered != null && entered.packetsBytes() == segments.get(segment).packetsBytes()
        ? Optional.of(entered.span())
        : Optional.empty();
  }

  private @Nullable Entered entered(int segment) throws IOException {
    Entered known = entered[segment];
    if (known == null && segments.get(segment).isClosed()) {
      known = readEntered(segment);
      entered[segment] = known;
    }
    return known;
  }

  private @Nullable Entered readEntered(int segment) throws IOException {
    EntryFile entries = file(segment);
    int count = entries.count();
    if (count < 2 || !entries.areInOrder(0, 1)) {
      return null;
    }
    long firstUs = startUs(segment) + Entry.timeUs(entries.ticks(0));
    if (!entries.areInOrder(count - 1, count)) {
      return null;
    }
    int before = entries.pictureStart(count - 1) - 1;
    if (before < 0 || !entries.areInOrder(before - 1, before + 1)) {
      return null;
    }
    long lastUs = startUs(segment) + Entry.timeUs(entries.ticks(count - 1));
    long beforeUs = startUs(segment) + Entry.timeUs(entries.ticks(before));
    return firstUs <= beforeUs
        ? new Entered(
            new Span(firstUs, lastUs, lastUs + lastUs - beforeUs),
            Entry.location(entries.entry(count)))
        : null;
  }

  /** Where a segment lies, if no older one reaches into it. */
  private Optional<Span> spanApart(int segment) throws IOException {
    for (int i = segment - 1; i >= 0 && startUs(i) + LONGEST_US > startUs(segment); i--) {
      Entered older = entered(i); // packets that it lost would only make it end sooner
      if (older == null || older.span().lastUs() > startUs(segment)) {
        return Optional.empty();
      }
    }
    return span(segment);
  }

  /** Finds the group of pictures that is shown at a time, if that can be told. */
  Optional<Group> group(long timeUs) throws IOException {
    int segment = segmentAt(timeUs);
    Optional<Span> span = spanApart(segment);
    if (segment > 0 && span.isPresent() && timeUs < span.get().firstUs()) {
      segment--; // its last picture is still shown
      span = spanApart(segment);
    }
    if (span.isEmpty()) {
      return Optional.empty();
    }
    EntryFile entries = file(segment);
    long shownUs = Math.min(Math.max(timeUs, span.get().firstUs()), span.get().lastUs());
    long ticks = Entry.ticksAt(shownUs - startUs(segment));
    int shown = Math.max(0, entries.floor(ticks, evenly(span.get(), shownUs, entries.count())));
    int key = shown;
    while (key >= 0 && !entries.hasFlag(key, Entry.KEYFRAME)) {
      key--;
    }
    return key < 0 ? Optional.empty() : group(segment, entries.pictureStart(key));
  }

  /** The entry that would be shown at a time within the span if all came evenly. */
  private static int evenly(Span span, long timeUs, int count) {
    long lengthUs = Math.max(1, span.lastUs() - span.firstUs());
    return (int) ((timeUs - span.firstUs()) * (count - 1) / lengthUs);
  }

  private int segmentAt(long timeUs) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (startUs(middle) <= timeUs) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private Optional<Group> group(int segment, int first) throws IOException {
    EntryFile entries = file(segment);
    int end = groupEnd(entries, first);
    long[] run = new long[end - first + 1];
    for (int i = 0; i < run.length; i++) {
      run[i] = entries.entry(first + i);
    }
    // One entry more at each side, for one that is misplaced spoils the picture beside it.
    if (!entries.areInOrder(first - 2, end + 1)
        || Entry.location(run[run.length - 1]) > entries.segment().packetsBytes()) {
      return Optional.empty();
    }
    Optional<Long> endUs =
        end < entries.count()
            ? Optional.of(startUs(segment) + Entry.timeUs(entries.ticks(end)))
            : endOfLastGroup(segment);
    if (endUs.isEmpty()) {
      return Optional.empty();
    }
    SegmentIndex index = SegmentIndex.ofRun(entries.segment(), run);
    return Optional.of(new Group(index, startUs(segment), endUs.get()));
  }

  /** The entry behind a group of pictures: the next one with a key frame begins there. */
  private static int groupEnd(EntryFile entries, int first) throws IOException {
    for (int i = entries.pictureEnd(first); i < entries.count(); i++) {
      if (entries.hasFlag(i, Entry.KEYFRAME)) {
        return entries.pictureStart(i);
      }
    }
    return entries.count();
  }

  /** Where the last group of a segment ends, unless it goes on in the next one. */
  private Optional<Long> endOfLastGroup(int segment) throws IOException {
    Optional<Span> span = span(segment);
    if (segment + 1 == segments.size() || span.isEmpty()) {
      return span.map(Span::endUs);
    }
    Optional<Span> next = spanApart(segment + 1);
    return next.isPresent() && beginsWithKeyframe(segment + 1)
        ? next.map(Span::firstUs)
        : Optional.empty();
  }

  private boolean beginsWithKeyframe(int segment) throws IOException {
    EntryFile entries = file(segment);
    int end = entries.pictureEnd(0);
    boolean found = false;
    for (int i = 0; i < end; i++) {
      found |= entries.hasFlag(i, Entry.KEYFRAME);
    }
    return found && entries.areInOrder(0, end + 1);
  }
}
