package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.kinora.media.Blob;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlaybackSession;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** A session over one open reader and the cache. */
final class ReaderSession implements PlaybackSession {
  private final OpenRecording recording;
  private final Providers providers;
  private final CachedReader reader;
  private final Prefetcher prefetcher;

  /** Counts the requests to prefetch; only the last one goes on. */
  private final AtomicInteger prefetches = new AtomicInteger();

  ReaderSession(
      OpenRecording recording, Providers providers, SampleCache cache, Prefetcher prefetcher) {
    this.recording = recording;
    this.providers = providers;
    this.prefetcher = prefetcher;
    reader = new CachedReader(recording.reader(), cache);
  }

  @Override
  public Path path() {
    return recording.path();
  }

  @Override
  public String format() {
    return recording.format();
  }

  @Override
  public int formatVersion() {
    return recording.version();
  }

  @Override
  public RecordingInfo info() {
    return reader.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return reader.index(trackId);
  }

  @Override
  public SampleRange gopByTime(int trackId, long timeUs) throws IOException {
    return Gops.at(index(trackId), trackId, timeUs);
  }

  @Override
  public void getRange(SampleRange range, SampleSink sink) throws IOException {
    reader.read(range, sink);
  }

  @Override
  public void prefetchAround(int trackId, int sample, long aheadUs) throws IOException {
    int count = index(trackId).count();
    if (sample < 0 || sample >= count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "track %d has %d samples; there is no sample %d".formatted(trackId, count, sample));
    }
    int request = prefetches.incrementAndGet();
    prefetcher.around(reader, trackId, sample, aheadUs, () -> prefetches.get() == request);
  }

  @Override
  public List<Segment> segments() throws IOException {
    return reader.segments();
  }

  @Override
  public void frame(int trackId, long timeUs, FrameSink sink) throws IOException {
    new FrameSeeker(reader, trackId, providers).seek(timeUs, sink);
  }

  @Override
  public long snapshot(int trackId, long timeUs, Path target, boolean overwrite)
      throws IOException {
    long[] shownAt = new long[1];
    try (TargetFile file = TargetFile.of(path(), target, overwrite)) {
      frame(
          trackId,
          timeUs,
          frame -> {
            shownAt[0] = frame.timeUs();
            encodePng((VideoFrame) frame, file);
          });
      file.commit();
    }
    return shownAt[0];
  }

  private void encodePng(VideoFrame frame, TargetFile file) throws IOException {
    VideoFormat png =
        new VideoFormat("png", frame.width(), frame.height(), frame.color(), Blob.EMPTY);
    EncoderSettings settings = new EncoderSettings(png, OptionalLong.empty(), 0, 1, Map.of());
    Provider<EncoderFactory> provider =
        providers.encoders(settings).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.ENCODER_NOT_SUPPORTED, "no encoder for PNG is installed"));
    try (Encoder encoder = provider.service().create(settings)) {
      SampleSink write = (info, data) -> writeAll(file, data);
      encoder.encode(frame, true, write);
      encoder.flush(write);
    }
  }

  private static void writeAll(TargetFile file, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      file.channel().write(data);
    }
  }

  @Override
  public void verify(FaultSink faults) throws IOException {
    reader.verify(faults);
  }

  @Override
  public void close() throws IOException {
    prefetches.incrementAndGet();
    reader.close();
  }
}
