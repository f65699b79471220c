package org.kinora.storage.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.Gops;

/**
 * Finds a group of pictures in an index that was not read. Its lines are sorted by time: a dozen
 * reads of half a kilobyte lead to the line, and the lines around it are an index by themselves.
 */
final class IndexBisection {
  private static final int PROBE_BYTES = 512;
  private static final int MOST_PROBE_BYTES = 2 << 10;

  /** Where the search ends. */
  private static final int PART_BYTES = 2 * MOST_PROBE_BYTES;

  /** What is read on either side of it at first: more than the lines of two seconds. */
  private static final int REACH_BYTES = 12 << 10;

  private static final int MOST_REACH_BYTES = 1 << 20;

  /** Further than any time can lie from 0. */
  private static final long FAR_US = 4 * JsonCursor.MOST;

  /** Reads the samples of a range of whole lines. */
  @FunctionalInterface
  interface Parts {
    LoadedIndex read(long from, long to) throws IOException;
  }

  /** Samples {@code key} to {@code end - 1} of a part of an index. */
  record Gop(SampleTable part, int key, int end) {}

  private final IndexFile file;
  private final Clock clock;
  private final Parts parts;
  private final LineParser parser = new LineParser(true);
  private final IndexLine line = new IndexLine();
  private final byte[] probe = new byte[MOST_PROBE_BYTES];

  /** The line looked for begins in this range; its ends are beginnings of lines. */
  private long low;

  private long high;

  IndexBisection(IndexFile file, Clock clock, Parts parts) {
    this.file = file;
    this.clock = clock;
    this.parts = parts;
    high = file.sizeBytes();
  }

  /**
   * Finds the group of pictures that shows a time, as {@link Gops#at} does in a whole index.
   *
   * @return empty where lines are out of order, too long or too few of them usable
   */
  Optional<Gop> find(long timeUs) throws IOException {
    long nearUs = Math.max(-FAR_US, Math.min(FAR_US, timeUs));
    if (!narrow(nearUs + clock.originUs(0))) {
      return Optional.empty();
    }
    for (int reach = REACH_BYTES; reach <= MOST_REACH_BYTES; reach *= 4) {
      long at = low - reach;
      long from = at <= 0 ? 0 : file.lineStart(at, reach).orElse(low);
      long to = Math.min(file.sizeBytes(), high + reach);
      LoadedIndex part = parts.read(from, to);
      if (!part.inOrder()) {
        return Optional.empty();
      }
      Optional<Gop> gop = gop(part.table(), nearUs, from == 0, to == file.sizeBytes());
      if (gop.isPresent()) {
        return gop;
      }
    }
    return Optional.empty();
  }

  /** Halves the range until it is small; false if what is met on the way is not sorted. */
  private boolean narrow(long timestampUs) throws IOException {
    long lowUs = Long.MIN_VALUE;
    long highUs = Long.MAX_VALUE;
    while (high - low > PART_BYTES) {
      long middle = (low + high) >>> 1;
      if (!readLineBehind(middle) || line.at >= high) {
        return false;
      }
      if (line.timestampUs < lowUs || line.timestampUs > highUs) {
        return false;
      }
      if (line.timestampUs <= timestampUs) {
        low = line.at;
        lowUs = line.timestampUs;
      } else {
        high = line.at;
        highUs = line.timestampUs;
      }
    }
    return true;
  }

  /** Reads the first usable line that begins behind a place, if it is near. */
  private boolean readLineBehind(long at) throws IOException {
    for (int size = PROBE_BYTES; size <= MOST_PROBE_BYTES; size *= 4) {
      ByteBuffer bytes = ByteBuffer.wrap(probe, 0, size);
      while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {}
      if (parseFirstLine(bytes.position(), at)) {
        return true;
      }
    }
    return false;
  }

  private boolean parseFirstLine(int count, long at) {
    int start = lineFeed(0, count) + 1;
    for (int feed = lineFeed(start, count); feed < count; feed = lineFeed(start, count)) {
      if (parser.parse(probe, start, feed, line)) {
        line.at = at + start;
        return true;
      }
      start = feed + 1;
    }
    return false;
  }

  private int lineFeed(int from, int count) {
    int feed = from;
    while (feed < count && probe[feed] != '\n') {
      feed++;
    }
    return feed;
  }

  /** The group of pictures, if the part holds all of it and what its durations depend on. */
  private static Optional<Gop> gop(
      SampleTable part, long timeUs, boolean fromStart, boolean toEnd) {
    int last = part.count() - 1;
    int shown = fromStart ? Math.max(0, part.floor(timeUs)) : part.floor(timeUs);
    if (last < 0 || shown < 0 || (shown == last && !toEnd)) {
      return Optional.empty();
    }
    int key = part.keyframeBefore(shown);
    if (key < 0 || (key == 0 && !fromStart)) {
      return Optional.empty();
    }
    int end = Gops.end(part, key);
    return end <= last || toEnd ? Optional.of(new Gop(part, key, end)) : Optional.empty();
  }
}
