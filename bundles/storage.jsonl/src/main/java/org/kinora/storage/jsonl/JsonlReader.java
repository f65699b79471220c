package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.jsonl.IndexBisection.Gop;

/**
 * An opened recording. Of a long index the ends are read when it is opened and the lines around a
 * group of pictures when that is read; all of it, an hour of 60 pictures a second in about 15 ms,
 * only when it is asked for. The data stays on the disk.
 */
final class JsonlReader implements RecordingReader {
  private final Path directory;
  private final ObjectMapper json;
  private final OpenedRecording recording;
  private final ReaderGuard guard;

  JsonlReader(Path directory, ObjectMapper json) throws IOException {
    this.directory = directory;
    this.json = json;
    guard = new ReaderGuard(directory);
    recording = OpenedRecording.open(directory, json, Faults.UNHEARD);
  }

  @Override
  public RecordingInfo info() {
    return recording.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> stream(trackId).index().whole().table());
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    OpenedStream stream = stream(range.trackId());
    SampleTable table = stream.index().whole().table();
    int count = table.count();
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(directory, range.trackId(), range.first(), range.end() - 1, count));
    }
    stream.data().read(table, range.first(), range.end(), sink);
  }

  @Override
  public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    guard.run(() -> readShown(trackId, timeUs, sink));
  }

  private void readShown(int trackId, long timeUs, SampleSink sink) throws IOException {
    OpenedStream stream = stream(trackId);
    Optional<Gop> found = stream.index().findGop(timeUs);
    if (found.isPresent()) {
      Gop gop = found.get();
      stream.data().read(gop.part(), gop.key(), gop.end(), sink);
    } else {
      RecordingReader.super.readGop(trackId, timeUs, sink);
    }
  }

  /** Opens the recording once more with an ear for faults, then reads all samples. */
  @Override
  public void verify(FaultSink sink) throws IOException {
    guard.run(() -> check(Faults.to(sink)));
  }

  private void check(Faults faults) throws IOException {
    try (OpenedRecording again = OpenedRecording.open(directory, json, faults)) {
      RecordingCheck.run(directory, again, faults);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private OpenedStream stream(int trackId) throws MediaException {
    for (OpenedStream stream : recording.streams()) {
      if (stream.track().id() == trackId) {
        return stream;
      }
    }
    recording.info().track(trackId); // names the tracks that are there
    throw new IllegalStateException("track " + trackId + " has no stream");
  }

  @Override
  public void close() throws IOException {
    guard.close();
    recording.close();
  }
}
