package org.kinora.engine.play;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.kinora.engine.codec.FrameSeeker;
import org.kinora.engine.codec.StillImage;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.picture.Composition;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.CachedReader;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.Prefetcher;
import org.kinora.engine.recording.SampleCache;
import org.kinora.engine.thumbs.ThumbnailMaker;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session over one open reader and the cache. */
public final class ReaderSession implements PlaybackSession {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderSession.class);
  private static final int LEAST_WIDTH = 16;
  private static final int MOST_WIDTH = 4096;

  private final OpenRecording recording;
  private final Providers providers;
  private final CachedReader reader;
  private final Prefetcher prefetcher;

  /** Counts the requests to prefetch; only the last one goes on. */
  private final AtomicInteger prefetches = new AtomicInteger();

  public ReaderSession(
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
    return writePng(target, overwrite, png -> frame(trackId, timeUs, png));
  }

  @Override
  public void compose(Scene scene, long timeUs, FrameSink sink) throws IOException {
    Track screen = OpenRecording.videoTrack(info(), OptionalInt.empty());
    Shown wanted =
        new ShownPictures(index(screen.id()), screen.id(), scene.timeline(), reader.endUs())
            .at(timeUs);
    try (Composition composition =
        Composition.beside(
            providers,
            recording,
            screen,
            scene,
            Quality.FULL,
            problem -> LOG.info("{}: {}", path(), problem))) {
      frame(
          screen.id(),
          wanted.timeUs(),
          frame ->
              composition.compose(
                  wanted.timeUs(),
                  (VideoFrame) frame,
                  picture ->
                      sink.accept(
                          ((VideoFrame) picture).at(wanted.shownUs(), wanted.durationUs()))));
    }
  }

  @Override
  public long preview(Scene scene, long timeUs, Path target, boolean overwrite) throws IOException {
    return writePng(target, overwrite, png -> compose(scene, timeUs, png));
  }

  @Override
  public Path thumbnail(int trackId, long timeUs, int width) throws IOException {
    if (width < LEAST_WIDTH || width > MOST_WIDTH) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "a thumbnail %d wide; %d to %d".formatted(width, LEAST_WIDTH, MOST_WIDTH));
    }
    try (ThumbnailMaker maker = new ThumbnailMaker(providers, recording, reader, trackId, width)) {
      return maker.of(maker.keyframe(timeUs), false);
    }
  }

  /** Gives one picture. */
  @FunctionalInterface
  private interface Picture {
    void to(FrameSink sink) throws IOException;
  }

  /** Writes a picture as PNG; returns its time. */
  private long writePng(Path target, boolean overwrite, Picture picture) throws IOException {
    long[] shownAt = new long[1];
    try (TargetFile file = TargetFile.of(path(), target, overwrite)) {
      picture.to(
          frame -> {
            shownAt[0] = frame.timeUs();
            StillImage.encode(
                providers,
                StillImage.PNG,
                (VideoFrame) frame,
                (info, data) -> writeAll(file, data));
          });
      file.commit();
    }
    return shownAt[0];
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
