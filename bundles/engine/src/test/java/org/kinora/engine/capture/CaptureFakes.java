package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.Fakes;
import org.kinora.media.EventFormat;
import org.kinora.media.FaultSink;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.capture.CaptureSink;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/** A live source that follows a script, a clock that goes when it is told, and what they need. */
final class CaptureFakes {
  private CaptureFakes() {}

  /** Goes on only by pauses, and keeps them. */
  static final class Clock implements CaptureClock {
    final AtomicLong nanos = new AtomicLong();
    final List<Long> pausesMs = Collections.synchronizedList(new ArrayList<>());

    void goOn(long us) {
      nanos.addAndGet(us * 1000);
    }

    @Override
    public long nanoTime() {
      return nanos.get();
    }

    @Override
    public void pause(long pauseNanos) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      pausesMs.add(pauseNanos / 1_000_000);
      nanos.addAndGet(pauseNanos);
    }
  }

  /** One thing that a source does. */
  interface Step {
    /** Does it; what it throws ends the connection. */
    void run(CaptureSink sink) throws IOException;
  }

  /** A sample of two bytes. */
  static Step sample(int trackId, long timeUs, boolean keyframe) {
    return sink ->
        sink.sample(
            trackId, SampleInfo.inOrder(timeUs, 40_000, 2, keyframe), ByteBuffer.allocate(2));
  }

  static Step fail(MediaError error) {
    return sink -> {
      throw new MediaException(error, "the cable was pulled");
    };
  }

  /** Something that happens. */
  interface Event {
    /** Lets it happen. */
    void happen() throws IOException;
  }

  /** Hands out connections in order; when there are no more, none opens. */
  static final class Sources implements CaptureFactory {
    final Deque<Connection> connections = new ArrayDeque<>();
    volatile Event onOpen = () -> {};

    /** Adds a connection that does these steps and then ends. */
    void add(boolean live, List<Track> tracks, Step... steps) {
      connections.add(new Connection(live, tracks, List.of(steps)));
    }

    Fakes.Reference<CaptureFactory> reference() {
      return new Fakes.Reference<>(Map.of("capture", "fake"));
    }

    @Override
    public boolean supports(String source) {
      return source.startsWith("fake:");
    }

    @Override
    public synchronized Capture open(CaptureSettings settings) throws IOException {
      onOpen.happen();
      Connection next = connections.poll();
      if (next == null || next.tracks().isEmpty()) {
        throw new MediaException(MediaError.IO_ERROR, "nobody answers");
      }
      return next;
    }
  }

  /** What one connection sends. */
  static final class Connection implements Capture {
    private final boolean live;
    private final List<Track> tracks;
    private final Deque<Step> steps;

    Connection(boolean live, List<Track> tracks, List<Step> steps) {
      this.live = live;
      this.tracks = tracks;
      this.steps = new ArrayDeque<>(steps);
    }

    @Override
    public List<Track> tracks() {
      return tracks;
    }

    @Override
    public boolean live() {
      return live;
    }

    @Override
    public boolean read(CaptureSink sink) throws IOException {
      Step step = steps.poll();
      if (step == null) {
        return false;
      }
      step.run(sink);
      return true;
    }

    @Override
    public void close() {}
  }

  /** Releases the latch and then sends nothing until the thread is interrupted. */
  static Step silence(CountDownLatch reached) {
    return sink -> {
      reached.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MediaException(MediaError.CANCELLED, "interrupted", e);
      }
    };
  }

  /** Recordings that are directories with a file {@code state}; keeps what is written. */
  static final class Format implements StorageFormat {
    final List<String> written = Collections.synchronizedList(new ArrayList<>());
    final List<String> markers = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable RecordingInfo info;
    volatile int mostSamples = Integer.MAX_VALUE;
    private final boolean events;

    Format(boolean events) {
      this.events = events;
    }

    Fakes.Reference<StorageFormat> reference() {
      return new Fakes.Reference<>(Map.of("format", "live"));
    }

    @Override
    public Probe probe(Path at) {
      return Files.exists(at.resolve("state")) ? new Probe.Match(1) : new Probe.NoMatch("no state");
    }

    @Override
    public RecordingReader open(Path at) throws IOException {
      boolean complete = Files.readString(at.resolve("state")).equals("finished");
      return new Reader(
          new RecordingInfo(
              at.getFileName().toString(),
              Optional.empty(),
              java.util.OptionalLong.empty(),
              complete,
              List.of(),
              Map.of()));
    }

    @Override
    public RecordingWriter create(Path at, RecordingInfo described, Map<String, String> options)
        throws IOException {
      boolean asked = described.tracks().stream().anyMatch(t -> t.format() instanceof EventFormat);
      if (asked && !events) {
        throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, "no events here");
      }
      Files.createDirectory(at);
      Files.writeString(at.resolve("state"), "open");
      info = described;
      return new Writer(at, this);
    }
  }

  private record Reader(RecordingInfo info) implements RecordingReader {
    @Override
    public TrackIndex index(int trackId) {
      throw new IllegalStateException();
    }

    @Override
    public void read(SampleRange range, SampleSink sink) {
      throw new IllegalStateException();
    }

    @Override
    public void verify(FaultSink faults) {}

    @Override
    public void close() {}
  }

  private record Writer(Path at, Format format) implements RecordingWriter {
    @Override
    public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
      if (format.written.size() >= format.mostSamples) {
        throw new IOException("No space left on device");
      }
      if (data.remaining() > 2) {
        format.markers.add(StandardCharsets.UTF_8.decode(data.duplicate()).toString());
      }
      format.written.add(trackId + "@" + info.timeUs());
    }

    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
      Files.writeString(at.resolve("state"), "finished");
    }

    @Override
    public void close() {}
  }

  /** Encodes each frame to two bytes, once it may. */
  static final class Encoders implements EncoderFactory {
    volatile CountDownLatch goOn = new CountDownLatch(0);

    Fakes.Reference<EncoderFactory> reference(String codec) {
      return new Fakes.Reference<>(
          Map.of(
              EncoderFactory.CODEC,
              codec,
              EncoderFactory.IMPLEMENTATION,
              "fake-" + codec,
              "service.ranking",
              codec.equals("h264") ? 1 : 0));
    }

    @Override
    public boolean supports(EncoderSettings settings) {
      return true;
    }

    @Override
    public Encoder create(EncoderSettings settings) {
      return new Encoder() {
        @Override
        public TrackFormat format() {
          return settings.target();
        }

        @Override
        public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new MediaException(MediaError.CANCELLED, "interrupted", e);
          }
          sink.accept(SampleInfo.inOrder(frame.timeUs(), 0, 2, true), ByteBuffer.allocate(2));
        }

        @Override
        public void flush(SampleSink sink) {}

        @Override
        public void close() {}
      };
    }
  }
}
