package org.kinora.storage.rf1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;
import org.kinora.storage.rf1.TrackTable.Part;

/**
 * One track over all its segments: one timeline, on which a gap between segments is a picture that
 * lasts until the next one. Opening reads headers; the entries are read when they are asked for.
 */
final class TrackReader implements Closeable {
  private final List<Segment> segments;
  private final long originUs;
  private final FaultSink faults;
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
  TrackReader(List<Segment> segments, long originUs, FaultSink faults) {
    this.segments = segments;
    this.originUs = originUs;
    this.faults = faults;
    indexes = new SegmentIndex[segments.size()];
  }

  List<Segment> segments() {
    return segments;
  }

  /** Whether the recorder closed every segment. */
  boolean isComplete() {
    return segments.stream().allMatch(Segment::isClosed);
  }

  /** The end of the last sample, from the last segment alone where that is enough. */
  long endUs() throws IOException {
    int last = segments.size() - 1;
    SegmentIndex index = index(last);
    int pictures = index.pictures();
    if (pictures < 2) {
      return table().endUs();
    }
    long lastUs = Entry.timeUs(index.ticks(index.firstEntry(pictures - 1)));
    long beforeUs = Entry.timeUs(index.ticks(index.firstEntry(pictures - 2)));
    return startUs(last) + lastUs + lastUs - beforeUs;
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
      done = new TrackTable(parts);
      table = done;
    }
    return done;
  }

  private Part part(int segment, List<Part> before) throws IOException {
    SegmentIndex index = index(segment);
    List<Integer> sizes = index.isAllAnnexB() ? List.of() : sizes(index);
    long startUs = startUs(segment);
    if (before.isEmpty()) {
      return new Part(index, 0, startUs, startUs, sizes);
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
    return new Part(index, last.end(), startUs, lastUs, sizes);
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
    TrackTable table = table();
    int next = first;
    while (next < end) {
      Part part = table.part(next);
      SegmentIndex index = part.index();
      int stop = runEnd(part, next, Math.min(end, part.end()));
      int from = index.location(part.firstEntry(next));
      int to = index.location(index.pictureEnd(part.firstEntry(stop - 1)));
      ByteBuffer window = packets.lend(index.segment(), from, to - from);
      try {
        for (; next < stop; next++) {
          sink.accept(table.info(next), sample(index, part.firstEntry(next), window, from));
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

  private static ByteBuffer sample(
      SegmentIndex index, int first, ByteBuffer window, int windowLocation) {
    int end = index.pictureEnd(first);
    int at = index.location(first) - windowLocation;
    ByteBuffer stored = window.slice(at, index.location(end) - index.location(first));
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

  @Override
  public void close() throws IOException {
    packets.close();
  }
}
