package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader that outlives its plugin. When that drains or goes, the recording is opened with the
 * provider that takes its place; between two samples the reader goes over to it, and its indexes
 * with it. Only where nobody opens the same samples does it fail with PLUGIN_GONE, until somebody
 * comes who does.
 */
final class LeasedReader extends Session<RecordingReader> implements RecordingReader {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedReader.class);

  private final Path at;
  private final Map<Integer, LeasedIndex> indexes = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Opened> next = new AtomicReference<>();
  private volatile Registration<StorageFormat> plugin;
  private volatile RecordingInfo info;

  /**
   * The recording as another provider opened it.
   *
   * @param indexes those that were asked for
   */
  private record Opened(
      Registration<StorageFormat> plugin,
      RecordingReader reader,
      RecordingInfo info,
      Map<Integer, TrackIndex> indexes) {}

  /** Ends a plugin's reading between two samples. */
  private static final class Handover extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Counts what was handed over, and stops before a sample if the reader shall go over. */
  private final class Reading implements SampleSink {
    private final SampleRange range;
    private final SampleSink sink;
    private int done;

    Reading(SampleRange range, SampleSink sink) {
      this.range = range;
      this.sink = sink;
    }

    SampleRange left() {
      return done == 0
          ? range
          : new SampleRange(range.trackId(), range.first() + done, range.count() - done);
    }

    @Override
    public void accept(SampleInfo sample, ByteBuffer data) throws IOException {
      if ((next.get() != null || isCut()) && !isNested()) {
        throw new Handover();
      }
      sink.accept(sample, data);
      done++;
    }
  }

  LeasedReader(
      Registration<StorageFormat> plugin,
      String name,
      String holder,
      Path at,
      RecordingReader reader) {
    super(plugin, name, holder, reader);
    this.plugin = plugin;
    this.at = at;
    info = reader.info();
  }

  @Override
  void close(RecordingReader made) throws IOException {
    made.close();
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    LeasedIndex known = indexes.get(trackId);
    return known != null && known.current() != null ? known : ask(reader -> load(trackId, reader));
  }

  private LeasedIndex load(int trackId, RecordingReader reader) throws IOException {
    LeasedIndex mine = indexes.get(trackId);
    if (mine == null) {
      mine = new LeasedIndex(this, trackId, reader.index(trackId));
      indexes.put(trackId, mine);
    } else if (mine.current() == null) {
      mine.become(reader.index(trackId));
    }
    return mine;
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    Reading reading = new Reading(range, sink);
    boolean whole = false;
    while (!whole) {
      try {
        run(reader -> reader.read(reading.left(), reading));
        whole = true;
      } catch (Handover e) {
        LOG.debug("{} goes over to another plugin", at);
      }
    }
  }

  @Override
  public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    run(reader -> reader.readGop(trackId, timeUs, sink));
  }

  @Override
  public List<Segment> segments() throws IOException {
    return ask(RecordingReader::segments);
  }

  @Override
  public void verify(FaultSink faults) throws IOException {
    run(reader -> reader.verify(faults));
  }

  /** The plugin's index of a track, for one that lost its own. */
  TrackIndex indexAgain(int trackId) {
    try {
      return ask(reader -> Objects.requireNonNull(load(trackId, reader).current()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  RecordingReader open() throws IOException {
    if (!isNested()) {
      if (isCut() && !isClosed()) {
        prepare();
      }
      goOver();
      closeLeft();
    }
    return super.open();
  }

  @Override
  void move() {
    if (prepare()) {
      ifIdle(this::goOver, System.nanoTime()); // else whoever reads goes over
    }
  }

  @Override
  void cut(long endNs) {
    if (!prepare()) {
      super.cut(endNs);
    } else if (!ifIdle(this::goOver, endNs)) {
      goOver();
    }
  }

  @Override
  void lost() {
    indexes.values().forEach(LeasedIndex::lose);
  }

  /** Opens the recording with another provider; false if none has the same samples. */
  private boolean prepare() {
    Optional<Registration<StorageFormat>> other = plugin.successor(name());
    if (other.isEmpty()) {
      return false;
    }
    RecordingReader reader = null;
    boolean ready = false;
    try {
      reader = other.get().call(name(), format -> format.open(at));
      Map<Integer, TrackIndex> theirs = new HashMap<>();
      for (Map.Entry<Integer, LeasedIndex> mine : indexes.entrySet()) {
        TrackIndex its = reader.index(mine.getKey());
        if (!mine.getValue().isIn(its)) {
          LOG.warn("{} looks different to {}: {} stays", at, other.get().title(), plugin.title());
          return false;
        }
        theirs.put(mine.getKey(), its);
        readOne(reader, mine.getKey(), its);
      }
      ready = next.compareAndSet(null, new Opened(other.get(), reader, reader.info(), theirs));
      return ready;
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("{} does not open {}: {}", other.get().title(), at, e.toString());
      return false;
    } finally {
      if (reader != null && !ready) {
        drop(reader);
      } else if (ready && isClosed()) {
        dropNext();
      }
    }
  }

  /** Brings in what reading needs, classes above all, before somebody waits for a sample. */
  private void readOne(RecordingReader reader, int trackId, TrackIndex index) {
    try {
      if (index.count() > 0) {
        reader.read(new SampleRange(trackId, 0, 1), (info, data) -> {});
      }
    } catch (IOException e) {
      LOG.debug("{}, track {}: {}", at, trackId, e.toString()); // for the one who asks for it
    }
  }

  /** Takes the reader that was opened, if there is one. */
  private void goOver() {
    if (isClosed()) {
      dropNext();
    }
    Opened opened = next.getAndSet(null);
    if (opened == null) {
      return;
    }
    info = opened.info();
    indexes.forEach((id, index) -> index.replace(opened.indexes().get(id)));
    plugin = opened.plugin();
    replace(opened.reader(), opened.plugin());
  }

  private void dropNext() {
    Opened left = next.getAndSet(null);
    if (left != null) {
      drop(left.reader());
    }
  }

  private void drop(RecordingReader reader) {
    try {
      reader.close();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("{}: {}", at, e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      dropNext();
      lost();
    }
  }
}
