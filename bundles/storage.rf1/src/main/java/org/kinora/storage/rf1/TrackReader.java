package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;
import org.kinora.storage.rf1.TrackLookup.Group;
import org.kinora.storage.rf1.TrackLookup.Span;
import org.kinora.storage.rf1.TrackTable.Part;

/**
 * One track over all its segments: one timeline, on which a gap between segments is a picture that
 * lasts until the next one. Opening reads headers; the entries are read when they are asked for.
 */
final class TrackReader {
  private final List<StoredSegment> segments;
  private final long originUs;
  private final FaultSink faults;
  private final TrackLookup lookup;
  private final PacketsReader packets = new PacketsReader();
  private final @Nullable SegmentIndex[] indexes;
  private @Nullable TrackTable table;

  /**
   * Takes a track.
   *
   * @param segments by time base
   * @param originUs the wall clock at time 0 of the recording
   * @param faults hears of deviations when entries are read
   */
  TrackReader(List<StoredSegment> segments, long originUs, FaultSink faults) {
    this.segments = segments;
    this.originUs = originUs;
    this.faults = faults;
    lookup = new TrackLookup(segments, originUs);
    indexes = new SegmentIndex[segments.size()];
  }

  List<StoredSegment> segments() {
    return segments;
  }

  /** Whether the recorder closed every segment. */
  boolean isComplete() {
    return segments.stream().allMatch(StoredSegment::isClosed);
  }

  /** The end of the last sample, from the last segment alone where that is enough. */
  long endUs() throws IOException {
    Span last = span(segments.size() - 1);
    return last.firstUs() < last.lastUs() ? last.endUs() : table().endUs();
  }

  /** Where a segment's pictures lie on the timeline; nowhere if there are none. */
  Span span(int segment) throws IOException {
    Optional<Span> known = lookup.span(segment);
    return known.isPresent() ? known.get() : span(index(segment), startUs(segment));
  }

  private static Span span(SegmentIndex index, long startUs) {
    int last = index.pictures() - 1;
    if (last < 0) {
      return new Span(startUs, startUs, startUs);
    }
    long lastUs = startUs + index.timeUs(last);
    long beforeUs = startUs + index.timeUs(Math.max(0, last - 1));
    return new Span(startUs + index.timeUs(0), lastUs, lastUs + lastUs - beforeUs);
  }

  private long startUs(int segment) {
    return segments.get(segment).header().startUs() - originUs;
  }

  private SegmentIndex index(int segment) throws IOException {
    SegmentIndex index = indexes[segment];
    if (index == null) {
      index = segments.get(segment).index(faults);
      indexes[segment] = index;
    }
    return index;
  }

  /** The samples of all segments; their entries are read at the first call. */
  TrackTable table() throws IOException {
    TrackTable done = table;
    if (done == null) {
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        parts.add(part(i, parts));
      }
      done = new TrackTable(parts, OptionalLong.empty());
      table = done;
    }
    return done;
  }

  private Part part(int segment, List<Part> before) throws IOException {
    SegmentIndex index = index(segment);
    long startUs = startUs(segment);
    if (before.isEmpty()) {
      return part(index, 0, startUs, startUs);
    }
    Part last = before.get(before.size() - 1);
    int pictures = last.index().pictures();
    long lastUs = pictures == 0 ? last.notBeforeUs() : last.timeUs(pictures - 1);
    if (lastUs > startUs) {
      faults.accept(
          new Fault(
              Severity.WARNING,
              segments.get(segment).files().indexName() + ", offset 16",
              "it begins %d us before the last picture of the one before; till then it stands still"
                  .formatted(lastUs - startUs)));
    }
    return part(index, last.end(), startUs, lastUs);
  }

  private Part part(SegmentIndex index, int firstSample, long startUs, long notBeforeUs)
      throws IOException {
    List<Integer> sizes = index.isAllAnnexB() ? List.of() : sizes(index);
    return new Part(index, firstSample, startUs, notBeforeUs, sizes);
  }

  /** The sizes of pictures as they are handed over; reads the packets. */
  private List<Integer> sizes(SegmentIndex index) throws IOException {
    List<Integer> sizes = new ArrayList<>(index.pictures());
    for (int picture = 0; picture < index.pictures(); picture++) {
      int first = index.firstEntry(picture);
      int stored = index.storedBytes(picture);
      ByteBuffer bytes = packets.lend(index.segment(), index.location(first), stored);
      try {
        sizes.add(sample(index, first, bytes, index.location(first)).remaining());
      } finally {
        packets.giveBack(bytes);
      }
    }
    return sizes;
  }

  /**
   * Hands on samples {@code first} to {@code end - 1}.
   *
   * @throws MediaException DATA_RANGE_ERROR if the packets are no longer there
   */
  void read(int first, int end, SampleSink sink) throws IOException {
    read(table(), first, end, sink);
  }

  /**
   * Hands on the group of pictures that is shown at a time, if it can be found without the whole
   * index and that was not read yet.
   *
   * @return whether it was
   */
  boolean readGroup(long timeUs, SampleSink sink) throws IOException {
    Optional<Group> found = table == null ? lookup.group(timeUs) : Optional.empty();
    if (found.isEmpty()) {
      return false;
    }
    Group group = found.get();
    Part part = part(group.index(), 0, group.startUs(), group.startUs());
    read(new TrackTable(List.of(part), OptionalLong.of(group.endUs())), 0, part.end(), sink);
    return true;
  }

  private void read(TrackTable table, int first, int end, SampleSink sink) throws IOException {
    int next = first;
    while (next < end) {
      Part part = table.part(next);
      SegmentIndex index = part.index();
      int stop = runEnd(part, next, Math.min(end, part.end()));
      int from = index.location(part.firstEntry(next));
      int to = index.location(index.pictureEnd(part.firstEntry(stop - 1)));
      ByteBuffer window = packets.lend(index.segment(), from, to - from);
      ByteBuffer data = window.duplicate();
      try {
        for (; next < stop; next++) {
          sink.accept(table.info(next), sample(index, part.firstEntry(next), data, from));
        }
      } finally {
        packets.giveBack(window);
      }
    }
  }

  /** The samples from {@code first} on that lie behind each other and fit the window. */
  private static int runEnd(Part part, int first, int end) {
    SegmentIndex index = part.index();
    int from = index.location(part.firstEntry(first));
    int behind = index.pictureEnd(part.firstEntry(first));
    int stop = first + 1;
    while (stop < end && part.firstEntry(stop) == behind) {
      behind = index.pictureEnd(behind);
      if (index.location(behind) - from > PacketsReader.WINDOW_BYTES) {
        break;
      }
      stop++;
    }
    return stop;
  }

  /** A picture as it is handed over: the window itself, moved there, if that is how it lies. */
  private static ByteBuffer sample(
      SegmentIndex index, int first, ByteBuffer window, int windowLocation) {
    int end = index.pictureEnd(first);
    ByteBuffer stored =
        window
            .limit(index.location(end) - windowLocation)
            .position(index.location(first) - windowLocation)
            .order(ByteOrder.BIG_ENDIAN);
    return index.isAnnexB(first) ? stored : toAnnexB(index, first, end, stored);
  }

  private static ByteBuffer toAnnexB(SegmentIndex index, int first, int end, ByteBuffer stored) {
    List<byte[]> nals = new ArrayList<>();
    int size = 0;
    for (int i = first; i < end; i++) {
      ByteBuffer nal = nal(index, first, i, stored);
      byte[] bytes;
      if ((index.flags(i) & Entry.ANNEX_B) == 0) {
        bytes = StoredNal.toAnnexB(nal);
      } else {
        bytes = new byte[nal.remaining()];
        nal.get(bytes);
      }
      nals.add(bytes);
      size += bytes.length;
    }
    ByteBuffer sample = ByteBuffer.allocate(size);
    nals.forEach(sample::put);
    return sample.flip();
  }

  private static ByteBuffer nal(SegmentIndex index, int first, int entry, ByteBuffer picture) {
    int at = index.location(entry) - index.location(first);
    return picture.slice(
        picture.position() + at, index.location(entry + 1) - index.location(entry));
  }

  /** Takes the NAL units of a track, as they are stored. */
  @FunctionalInterface
  interface StoredNalSink {
    void nal(SegmentIndex index, int entry, ByteBuffer stored) throws IOException;
  }

  /** Hands over every NAL unit of every sample, without looking at what it holds. */
  void forEachNal(StoredNalSink sink) throws IOException {
    for (int sample = 0; sample < table().count(); sample++) {
      Part part = table().part(sample);
      SegmentIndex index = part.index();
      int first = part.firstEntry(sample);
      int end = index.pictureEnd(first);
      int from = index.location(first);
      ByteBuffer picture = packets.lend(index.segment(), from, index.location(end) - from);
      try {
        for (int entry = first; entry < end; entry++) {
          sink.nal(index, entry, nal(index, first, entry, picture));
        }
      } finally {
        packets.giveBack(picture);
      }
    }
  }
}
