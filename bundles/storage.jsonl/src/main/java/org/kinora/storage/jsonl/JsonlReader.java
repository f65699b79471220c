package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.jsonl.LoadedRecording.Stream;

/**
 * An opened recording. Its indexes are read when it is opened, for they tell its length, its size
 * and its codec; an hour at 60 pictures a second takes about 20 ms. The data stays on the disk.
 */
final class JsonlReader implements RecordingReader {
  private final Path directory;
  private final ObjectMapper json;
  private final LoadedRecording recording;
  private boolean closed;

  JsonlReader(Path directory, ObjectMapper json) throws IOException {
    this.directory = directory;
    this.json = json;
    recording = LoadedRecording.load(directory, json, Faults.UNHEARD);
  }

  @Override
  public RecordingInfo info() {
    return recording.info();
  }

  @Override
  public TrackIndex index(int trackId) throws MediaException {
    return stream(trackId).index().table();
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    Stream stream = stream(range.trackId());
    int count = stream.index().table().count();
    if (range.end() > count) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(directory, range.trackId(), range.first(), range.end() - 1, count));
    }
    stream.data().read(stream.index().table(), range.first(), range.end(), sink);
  }

  /** Opens the recording once more with an ear for faults, then reads all samples. */
  @Override
  public void verify(FaultSink sink) throws IOException {
    checkOpen();
    Faults faults = Faults.to(sink);
    try (LoadedRecording again = LoadedRecording.load(directory, json, faults)) {
      RecordingCheck.run(directory, again, faults);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Stream stream(int trackId) throws MediaException {
    checkOpen();
    for (Stream stream : recording.streams()) {
      if (stream.track().id() == trackId) {
        return stream;
      }
    }
    recording.info().track(trackId); // names the tracks that are there
    throw new IllegalStateException("track " + trackId + " has no stream");
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, directory + " was closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    recording.close();
  }
}
