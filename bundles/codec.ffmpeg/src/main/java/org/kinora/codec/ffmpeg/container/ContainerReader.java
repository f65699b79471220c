package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/**
 * A container file as a recording. Each track that is asked for gets a demuxer of its own and is
 * scanned once, so tracks can be read at different places without disturbing each other.
 */
final class ContainerReader implements RecordingReader {
  private final Path file;
  private final AVInputFormat format;
  private final RecordingInfo info;
  private final Map<Integer, TrackCursor> cursors = new HashMap<>();
  private final ReaderGuard guard;

  ContainerReader(Path file, AVInputFormat format) throws MediaException {
    this.file = file;
    this.format = format;
    guard = new ReaderGuard(file);
    try (Demuxer demuxer = Demuxer.open(file, format)) {
      info = ContainerInfo.of(file, demuxer);
    }
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> cursor(trackId).table());
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    TrackCursor cursor = cursor(range.trackId());
    int count = cursor.table().count();
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(file, range.trackId(), range.first(), range.end() - 1, count));
    }
    cursor.read(range.first(), range.count(), sink);
  }

  @Override
  public void verify(FaultSink faults) throws IOException {
    guard.run(() -> check(faults));
  }

  private void check(FaultSink faults) throws IOException {
    try (Demuxer demuxer = Demuxer.open(file, format)) {
      new ContainerCheck(demuxer, info, faults).run();
    }
  }

  private TrackCursor cursor(int trackId) throws MediaException {
    TrackCursor cursor = cursors.get(trackId);
    if (cursor == null) {
      int stream = info.track(trackId).id() - 1;
      cursor = new TrackCursor(file, format, stream);
      cursors.put(trackId, cursor);
    }
    return cursor;
  }

  @Override
  public void close() {
    guard.close();
    cursors.values().forEach(TrackCursor::close);
    cursors.clear();
  }
}
