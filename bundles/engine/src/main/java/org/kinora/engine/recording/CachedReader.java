package org.kinora.engine.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.lease.PluginGone;
import org.kinora.media.AudioFormat;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * A reader whose samples go through the cache. One thread uses it, and the prefetching one beside
 * it: a lock gives the reader to one of them at a time, and what is in memory is handed over
 * without it.
 *
 * <p>Cached runs belong to this reader alone, not to the place on disk. So a recording that is
 * replaced or still grows never mixes with what an earlier session read; two sessions of one
 * recording each pay for themselves.
 */
public final class CachedReader implements Closeable {
  private final RecordingReader reader;
  private final SampleCache cache;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, TrackIndex> indexes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public CachedReader(RecordingReader reader, SampleCache cache) {
    this.reader = reader;
    this.cache = cache;
  }

  public RecordingInfo info() {
    return reader.info();
  }

  /** Waits until nobody else uses the reader; whoever gets it unlocks. */
  private RecordingReader lockReader() throws MediaException {
    lock.lock();
    if (closed) {
      lock.unlock();
      throw new MediaException(MediaError.CLOSED, "the session was closed");
    }
    return reader;
  }

  /** See {@link RecordingReader#index}; waits for nobody once the index was asked for. */
  public TrackIndex index(int trackId) throws IOException {
    TrackIndex known = closed ? null : indexes.get(trackId);
    if (known != null) {
      return known;
    }
    RecordingReader mine = lockReader();
    try {
      TrackIndex index = mine.index(trackId);
      indexes.put(trackId, index);
      return index;
    } finally {
      lock.unlock();
    }
  }

  /** The end of the last picture or sound. */
  public long endUs() throws IOException {
    long endUs = 0;
    for (Track track : info().tracks()) {
      if (track.format() instanceof VideoFormat || track.format() instanceof AudioFormat) {
        endUs = Math.max(endUs, index(track.id()).endUs());
      }
    }
    return endUs;
  }

  /** Whether {@link #index} was asked for this track, so that asking again costs nothing. */
  public boolean hasIndex(int trackId) {
    return indexes.containsKey(trackId);
  }

  public List<Segment> segments() throws IOException {
    RecordingReader mine = lockReader();
    try {
      return mine.segments();
    } finally {
      lock.unlock();
    }
  }

  public void verify(FaultSink faults) throws IOException {
    RecordingReader mine = lockReader();
    try {
      mine.verify(faults);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link RecordingReader#readGop}; past the cache, because it may do without an index. */
  public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    RecordingReader mine = lockReader();
    try {
      mine.readGop(trackId, timeUs, sink);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link RecordingReader#read}. */
  public void read(SampleRange range, SampleSink sink) throws IOException {
    try {
      readRuns(range, sink);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof PluginGone gone) { // which an index can say in this way only
        throw gone;
      }
      throw e;
    }
  }

  private void readRuns(SampleRange range, SampleSink sink) throws IOException {
    TrackIndex index = index(range.trackId());
    if (cache.mostBytes() == 0 || range.end() > index.count()) {
      readUncached(range, sink);
      return;
    }
    int next = range.first();
    while (next < range.end()) {
      SampleRange run = SampleRuns.around(reader.info(), index, range.trackId(), next);
      int end = Math.min(run.end(), range.end());
      deliver(index, run, new SampleRange(range.trackId(), next, end - next), sink);
      next = end;
    }
  }

  private void deliver(TrackIndex index, SampleRange run, SampleRange wanted, SampleSink sink)
      throws IOException {
    try (SampleCache.@Nullable Lease lease = obtain(index, run)) {
      CachedSamples samples = lease == null ? null : lease.samples();
      if (samples != null) {
        samples.deliver(wanted, sink);
        return;
      }
    }
    readUncached(wanted, sink);
  }

  private void readUncached(SampleRange range, SampleSink sink) throws IOException {
    RecordingReader mine = lockReader();
    try {
      mine.read(range, sink);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Brings a run into the cache, if it is not there.
   *
   * @return its bytes in the cache; 0 if it found no room or cannot be read
   */
  long prefetch(TrackIndex index, SampleRange run) throws IOException {
    try (SampleCache.@Nullable Lease lease = obtain(index, run)) {
      return lease == null || lease.samples() == null ? 0 : costOf(index, run);
    }
  }

  private SampleCache.@Nullable Lease obtain(TrackIndex index, SampleRange run) throws IOException {
    SampleCache.Lease there = find(run);
    if (there != null) {
      return there;
    }
    RecordingReader mine = lockReader();
    try {
      SampleCache.Lease meanwhile = find(run);
      return meanwhile != null ? meanwhile : load(mine, index, run);
    } finally {
      lock.unlock();
    }
  }

  /** A run at the end of an index that grew is shorter than it would be now: it does not count. */
  private SampleCache.@Nullable Lease find(SampleRange run) {
    SampleCache.Lease there = cache.find(key(run));
    if (there != null) {
      CachedSamples samples = there.samples();
      if (samples != null && samples.range().equals(run)) {
        return there;
      }
      there.close();
    }
    return null;
  }

  /** Null where there is no room, or where something in the run cannot be read. */
  private SampleCache.@Nullable Lease load(RecordingReader from, TrackIndex index, SampleRange run)
      throws IOException {
    long cost = costOf(index, run);
    long dataBytes = cost - SampleCache.costOf(run.count(), 0);
    SampleCache.Lease room = dataBytes > Integer.MAX_VALUE ? null : cache.reserve(key(run), cost);
    if (room == null) {
      return null;
    }
    try {
      CachedSamples samples = new CachedSamples(run, (int) dataBytes);
      from.read(run, (info, data) -> check(samples.add(info, data)));
      check(samples.isFull());
      room.fill(samples);
      return room;
    } catch (IOException e) {
      room.close();
      return null; // reading just what is wanted says it again, or does not meet it
    } catch (RuntimeException | Error e) {
      room.close();
      throw e;
    }
  }

  private static void check(boolean asAnnounced) throws MediaException {
    if (!asAnnounced) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR, "a sample is not as long as its index says");
    }
  }

  private static long costOf(TrackIndex index, SampleRange run) {
    long dataBytes = 0;
    for (int i = run.first(); i < run.end(); i++) {
      dataBytes += index.size(i);
    }
    return SampleCache.costOf(run.count(), dataBytes);
  }

  private SampleCache.Key key(SampleRange run) {
    return new SampleCache.Key(this, run.trackId(), run.first());
  }

  /** Waits for a run that is being prefetched. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      cache.removeAll(this);
      reader.close();
    } finally {
      lock.unlock();
    }
  }
}
