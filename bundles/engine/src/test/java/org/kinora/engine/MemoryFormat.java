package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.kinora.media.Blob;
import org.kinora.media.FaultSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.support.SampleIndex;

/** Recordings in memory; each has a directory with a file that names it. Faults on demand. */
public final class MemoryFormat implements StorageFormat {
  /** By how much it may change a time, as it says of itself. */
  public static final long TOLERANCE_US = 244;

  private static final String ID_FILE = "memory";

  private final Map<String, Recording> recordings = new ConcurrentHashMap<>();

  /** What the writer makes of a sample; one without bytes is lost. */
  public UnaryOperator<Sample> onAppend = sample -> sample;

  /** What the last writer was given. */
  public Map<String, String> lastOptions = Map.of();

  /** A sample and its bytes. */
  public record Sample(SampleInfo info, Blob data) {
    /** A sample with bytes that only its number makes. */
    public static Sample of(int number, long timeUs, int size, boolean keyframe) {
      byte[] data = new byte[size];
      new Random(number).nextBytes(data);
      return new Sample(SampleInfo.inOrder(timeUs, 100_000, size, keyframe), Blob.of(data));
    }
  }

  /** What is stored, what is broken, and what is done with it. */
  public static final class Recording {
    final List<Track> tracks;
    final Map<Integer, List<Sample>> samples = new ConcurrentHashMap<>();
    public final Set<Integer> damaged = ConcurrentHashMap.newKeySet();
    public final List<SampleRange> reads = new CopyOnWriteArrayList<>();
    public Consumer<SampleRange> onRead = range -> {};
    public Runnable onIndex = () -> {};
    public boolean claimsHugeSamples;

    public Recording(Track... tracks) {
      this.tracks = List.of(tracks);
      for (Track track : tracks) {
        samples.put(track.id(), new CopyOnWriteArrayList<>());
      }
    }

    public List<Sample> of(int trackId) {
      return Objects.requireNonNull(samples.get(trackId));
    }

    /** Adds pictures, one every 100 ms, a key frame first in each group. */
    public Recording pictures(int groups, int perGroup, int size) {
      List<Sample> list = of(Fakes.VIDEO.id());
      for (int i = 0; i < groups * perGroup; i++) {
        int number = list.size();
        list.add(Sample.of(number, number * 100_000L, size, i % perGroup == 0));
      }
      return this;
    }
  }

  public Fakes.Reference<StorageFormat> reference() {
    return new Fakes.Reference<>(
        Map.of("format", "memory", "format.toleranceUs", TOLERANCE_US, "service.ranking", 1));
  }

  /** Puts a recording below a directory. */
  public Path place(Path directory, String id, Recording recording) throws IOException {
    Path at = directory.resolve(id);
    place(at, recording);
    return at;
  }

  private void place(Path at, Recording recording) throws IOException {
    String key = "recording " + recordings.size();
    recordings.put(key, recording);
    Files.createDirectory(at);
    Files.writeString(at.resolve(ID_FILE), key);
  }

  public Recording at(Path directory) throws IOException {
    return Objects.requireNonNull(recordings.get(Files.readString(directory.resolve(ID_FILE))));
  }

  @Override
  public Probe probe(Path at) {
    return Files.exists(at.resolve(ID_FILE))
        ? new Probe.Match(1)
        : new Probe.NoMatch("not in memory");
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    return new Reader(at.getFileName().toString(), at(at));
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    lastOptions = options;
    Recording recording = new Recording(info.tracks().toArray(Track[]::new));
    place(at, recording);
    return new RecordingWriter() {
      @Override
      public void append(int trackId, SampleInfo sample, ByteBuffer data) {
        Sample kept = onAppend.apply(new Sample(sample, Blob.of(data)));
        if (!kept.data().isEmpty()) {
          recording.of(trackId).add(kept);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void finish() {}

      @Override
      public void close() {}
    };
  }

  private static final class Reader implements RecordingReader {
    private final RecordingInfo info;
    private final Recording recording;

    Reader(String id, Recording recording) {
      this.recording = recording;
      info =
          new RecordingInfo(
              id, Optional.empty(), OptionalLong.empty(), true, recording.tracks, Map.of());
    }

    @Override
    public RecordingInfo info() {
      return info;
    }

    @Override
    public TrackIndex index(int trackId) throws MediaException {
      info.track(trackId);
      recording.onIndex.run();
      return MemoryFormat.index(recording, trackId);
    }

    @Override
    public void read(SampleRange range, SampleSink sink) throws IOException {
      recording.reads.add(range);
      recording.onRead.accept(range);
      List<Sample> samples = recording.of(range.trackId());
      for (int i = range.first(); i < range.end(); i++) {
        if (i >= samples.size() || recording.damaged.contains(i)) {
          throw new MediaException(MediaError.DATA_RANGE_ERROR, "sample " + i + " is damaged");
        }
        sink.accept(samples.get(i).info(), samples.get(i).data().buffer());
      }
    }

    /** Finds the group without the index. */
    @Override
    public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
      read(Gops.at(MemoryFormat.index(recording, trackId), trackId, timeUs), sink);
    }

    @Override
    public void verify(FaultSink faults) {}

    @Override
    public void close() {}
  }

  /** The index grows with the recording. */
  private static TrackIndex index(Recording recording, int trackId) {
    List<Sample> samples = recording.of(trackId);
    return new SampleIndex(
        new AbstractList<>() {
          @Override
          public SampleInfo get(int i) {
            Sample sample = samples.get(i);
            return sized(
                sample.info(),
                recording.claimsHugeSamples ? Integer.MAX_VALUE : sample.data().size());
          }

          @Override
          public int size() {
            return samples.size();
          }
        });
  }

  private static SampleInfo sized(SampleInfo info, int size) {
    return new SampleInfo(
        info.timeUs(), info.decodeTimeUs(), info.durationUs(), size, info.keyframe());
  }
}
