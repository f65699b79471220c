package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.spi.storage.RecordingReader;

/** A reader of a real format, as far as an archive may ask. */
record FormatSession(Path path, String format, RecordingReader reader) implements PlaybackSession {
  @Override
  public int formatVersion() {
    throw notForArchives();
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
  public List<Segment> segments() throws IOException {
    return reader.segments();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  @Override
  public SampleRange gopByTime(int trackId, long timeUs) {
    throw notForArchives();
  }

  @Override
  public void getRange(SampleRange range, SampleSink sink) {
    throw notForArchives();
  }

  @Override
  public void prefetchAround(int trackId, int sample, long aheadUs) {
    throw notForArchives();
  }

  @Override
  public void frame(int trackId, long timeUs, FrameSink sink) {
    throw notForArchives();
  }

  @Override
  public long snapshot(int trackId, long timeUs, Path target, boolean overwrite) {
    throw notForArchives();
  }

  @Override
  public void compose(Scene scene, long timeUs, FrameSink sink) {
    throw notForArchives();
  }

  @Override
  public long preview(Scene scene, long timeUs, Path target, boolean overwrite) {
    throw notForArchives();
  }

  @Override
  public Path thumbnail(int trackId, long timeUs, int width) {
    throw notForArchives();
  }

  @Override
  public void verify(FaultSink faults) {
    throw notForArchives();
  }

  private static UnsupportedOperationException notForArchives() {
    return new UnsupportedOperationException("an archive reads no samples");
  }
}
