package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
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
 * A container file as a recording. Tracks can be read at different places without disturbing each
 * other.
 */
final class ContainerReader implements RecordingReader {
  private final Path file;
  private final AVInputFormat format;
  private final RecordingInfo info;
  private final ContainerTracks tracks;
  private final ReaderGuard guard;

  ContainerReader(Path file, AVInputFormat format) throws MediaException {
    this.file = file;
    this.format = format;
    guard = new ReaderGuard(file);
    Demuxer demuxer = Demuxer.open(file, format);
    try {
      info = ContainerInfo.of(file, demuxer);
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
    Set<Integer> streams =
        info.tracks().stream().map(track -> track.id() - 1).collect(Collectors.toSet());
    tracks = new ContainerTracks(file, format, streams, demuxer);
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> samples(trackId).table());
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    TrackSamples samples = samples(range.trackId());
    int count = samples.table().count();
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(file, range.trackId(), range.first(), range.end() - 1, count));
    }
    samples.read(range.first(), range.count(), sink);
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

  private TrackSamples samples(int trackId) throws IOException {
    return tracks.of(info.track(trackId).id() - 1);
  }

  @Override
  public void close() throws IOException {
    guard.close();
    tracks.close();
  }
}
