package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.rf1.LoadedRecording.LoadedTrack;

/**
 * An opened recording. Opening reads each segment's header and the last entries, which tell the
 * length; the first call of {@link #index} reads all entries.
 */
final class Rf1Reader implements RecordingReader {
  private static final FaultSink UNHEARD = fault -> {};

  private final Path at;
  private final LoadedRecording recording;
  private final RecordingInfo info;
  private final ReaderGuard guard;

  Rf1Reader(Path at) throws IOException {
    this.at = at;
    guard = new ReaderGuard(at);
    recording = LoadedRecording.load(at, UNHEARD);
    try {
      info = describe(recording);
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  private static RecordingInfo describe(LoadedRecording recording) throws IOException {
    Description description = recording.description();
    List<Track> tracks = new ArrayList<>();
    long durationUs = 0;
    boolean complete = !description.isRecording();
    for (LoadedTrack track : recording.tracks()) {
      tracks.add(track.track());
      durationUs = Math.max(durationUs, track.reader().endUs());
      complete &= track.reader().isComplete();
    }
    return new RecordingInfo(
        description.id().orElse(recording.name()),
        recording.originUs() == 0
            ? Optional.empty()
            : Optional.of(description.at(recording.originUs())),
        OptionalLong.of(durationUs),
        complete,
        tracks,
        description.tags());
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> track(trackId).table());
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    TrackReader track = track(range.trackId());
    int count = track.table().count();
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(at, range.trackId(), range.first(), range.end() - 1, count));
    }
    track.read(range.first(), range.end(), sink);
  }

  /** {@inheritDoc} Before {@link #index} was asked for it reads a few entries only. */
  @Override
  public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    guard.run(
        () -> {
          if (!track(trackId).readGroup(timeUs, sink)) {
            RecordingReader.super.readGop(trackId, timeUs, sink);
          }
        });
  }

  /** {@inheritDoc} A piece is what the recorder named alike: a segment's files of all tracks. */
  @Override
  public List<Segment> segments() throws IOException {
    return guard.ask(this::pieces);
  }

  private List<Segment> pieces() throws IOException {
    Map<String, Piece> pieces = new HashMap<>();
    for (LoadedTrack track : recording.tracks()) {
      TrackReader reader = track.reader();
      for (int i = 0; i < reader.segments().size(); i++) {
        StoredSegment stored = reader.segments().get(i);
        pieces
            .computeIfAbsent(stored.files().base(), base -> new Piece())
            .add(stored, reader.span(i));
      }
    }
    return pieces.values().stream()
        .map(Piece::segment)
        .sorted(Comparator.comparingLong(Segment::startUs))
        .toList();
  }

  /** Opens the recording once more with an ear for faults, then looks at every NAL unit. */
  @Override
  public void verify(FaultSink faults) throws IOException {
    guard.run(() -> check(faults));
  }

  private void check(FaultSink faults) throws IOException {
    try (LoadedRecording again = LoadedRecording.load(at, faults)) {
      for (LoadedTrack track : again.tracks()) {
        TrackCheck.run(track, faults);
      }
    }
  }

  private TrackReader track(int id) throws MediaException {
    for (LoadedTrack track : recording.tracks()) {
      if (track.track().id() == id) {
        return track.reader();
      }
    }
    info.track(id); // names the tracks that are there
    throw new IllegalStateException("track " + id + " has no reader");
  }

  @Override
  public void close() throws IOException {
    guard.close();
    recording.close();
  }
}
