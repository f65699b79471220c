package org.kinora.shell.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.engine.scene.EngineScenes;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;

/**
 * A recording of pictures every 100 ms with a key frame each second, and of sound, 100 packets of
 * 20 ms.
 */
final class FakeRecording implements PlaybackSession {
  static final int PICTURES = 25;

  /** One each 20 ms. */
  private static final List<String> EVENTS =
      List.of(
          "{\"timestamp\":1,\"type\":\"keyboard\",\"event\":\"keydown\","
              + "\"data\":{\"key\":\"w\",\"code\":\"KeyW\"}}",
          "{\"timestamp\":2,\"event\":\"keyup\",\"data\":{\"code\":\"KeyW\"}}",
          "neither this nor that");

  private final Path path;
  private final RecordingInfo info;
  private final List<Fault> faults;

  FakeRecording(Path path, String codec, boolean complete, List<Fault> faults) {
    this(path, codec, complete, faults, Map.of("app", "te\u001b[31mst"));
  }

  FakeRecording(
      Path path, String codec, boolean complete, List<Fault> faults, Map<String, String> tags) {
    this.path = path;
    this.faults = faults;
    VideoFormat video = new VideoFormat(codec, 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    AudioFormat audio = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);
    info =
        new RecordingInfo(
            path.getFileName().toString(),
            Optional.of(ZonedDateTime.parse("2026-11-21T10:00:00+01:00")),
            OptionalLong.of(2_500_000),
            complete,
            List.of(new Track(1, video, 1_000_000, "screen"), new Track(2, audio, 48_000, "Alice")),
            tags);
  }

  private FakeRecording(Path path, RecordingInfo info) {
    this.path = path;
    this.info = info;
    faults = List.of();
  }

  /** Pictures, and {@link #EVENTS} in the first version of their schema. */
  static FakeRecording played(Path path) {
    RecordingInfo plain = new FakeRecording(path, "h264", true, List.of()).info();
    Track events = new Track(2, new EventFormat("input", 0), 1000, "");
    return new FakeRecording(
        path,
        new RecordingInfo(
            plain.id(),
            plain.startedAt(),
            plain.durationUs(),
            true,
            List.of(plain.tracks().get(0), events),
            Map.of()));
  }

  /** Evenly spaced samples. */
  private record Even(int count, long stepUs, int perGop) implements TrackIndex {
    @Override
    public long timeUs(int i) {
      return i * stepUs;
    }

    @Override
    public long decodeTimeUs(int i) {
      return i * stepUs;
    }

    @Override
    public long durationUs(int i) {
      return stepUs;
    }

    @Override
    public int size(int i) {
      return isKeyframe(i) ? 1000 : 100;
    }

    @Override
    public boolean isKeyframe(int i) {
      return i % perGop == 0;
    }

    @Override
    public int floor(long timeUs) {
      return timeUs < 0 ? -1 : (int) Math.min(count - 1, timeUs / stepUs);
    }

    @Override
    public int keyframeBefore(int i) {
      return i - i % perGop;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "fake";
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    TrackFormat format = info.track(trackId).format();
    if (format instanceof VideoFormat) {
      return new Even(PICTURES, 100_000, 10);
    }
    return new Even(format instanceof EventFormat ? EVENTS.size() : 100, 20_000, 1);
  }

  @Override
  public SampleRange gopByTime(int trackId, long timeUs) throws IOException {
    TrackIndex index = index(trackId);
    int first = index.keyframeBefore(Math.max(0, index.floor(timeUs)));
    return new SampleRange(trackId, first, Math.min(10, index.count() - first));
  }

  @Override
  public long snapshot(int trackId, long timeUs, Path target, boolean overwrite)
      throws IOException {
    if (Files.exists(target) && !overwrite) {
      throw new MediaException(MediaError.TARGET_EXISTS, target + " is there already");
    }
    Files.writeString(target, "picture", StandardCharsets.UTF_8);
    TrackIndex index = index(trackId);
    return index.timeUs(index.floor(timeUs));
  }

  @Override
  public void verify(FaultSink sink) throws IOException {
    for (Fault fault : faults) {
      sink.accept(fault);
    }
  }

  @Override
  public void getRange(SampleRange range, SampleSink sink) throws IOException {
    TrackIndex index = index(range.trackId());
    for (int i = range.first(); i < range.end(); i++) {
      sink.accept(index.info(i), ByteBuffer.wrap(EVENTS.get(i).getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void prefetchAround(int trackId, int sample, long aheadUs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Segment> segments() {
    return List.of();
  }

  @Override
  public void frame(int trackId, long timeUs, FrameSink sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void compose(Scene scene, long timeUs, FrameSink sink) {
    throw new UnsupportedOperationException();
  }

  /** Keeps the scene instead of a picture. */
  @Override
  public long preview(Scene scene, long timeUs, Path target, boolean overwrite) throws IOException {
    snapshot(1, timeUs, target, overwrite);
    Files.writeString(target, new EngineScenes().format(scene));
    return timeUs / 100_000 * 100_000;
  }

  @Override
  public Path thumbnail(int trackId, long timeUs, int width) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
