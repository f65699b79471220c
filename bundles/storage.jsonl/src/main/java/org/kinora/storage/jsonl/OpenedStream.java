package org.kinora.storage.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;

/** A track, the files it lies in, its samples. */
record OpenedStream(StreamFiles files, Track track, StreamIndex index, DataFile data)
    implements Closeable {
  /** A camera or microphone that starts later than this after the picture has another clock. */
  private static final long MOST_OFFSET_US = 60_000_000;

  /**
   * Opens the files of a stream.
   *
   * @return empty if it has no samples and meta.json says nothing of it
   */
  static Optional<OpenedStream> open(
      Path directory, StreamFiles files, Meta meta, Clock clock, Faults faults) throws IOException {
    DataFile data = DataFile.open(directory.resolve(files.data));
    Optional<OpenedStream> stream = Optional.empty();
    try {
      stream = open(directory, files, meta, clock, data, faults);
      return stream;
    } finally {
      if (stream.isEmpty()) {
        data.close();
      }
    }
  }

  private static Optional<OpenedStream> open(
      Path directory, StreamFiles files, Meta meta, Clock clock, DataFile data, Faults faults)
      throws IOException {
    StreamIndex index = StreamIndex.open(directory, files, data.sizeBytes(), clock, faults);
    Optional<Track> track = Optional.empty();
    try {
      track = TrackDescription.of(files, meta, index.head(), data, faults);
      return track.map(described -> new OpenedStream(files, described, index, data));
    } finally {
      if (track.isEmpty()) {
        index.close();
      }
    }
  }

  /** Whether its times are too far from the others' to be on the same clock. */
  boolean hasOtherClock() {
    TrackIndex first = index.head().table();
    return first.count() > 0 && Math.abs(first.timeUs(0)) > MOST_OFFSET_US;
  }

  OpenedStream withTrackId(int id) {
    Track renumbered = new Track(id, track.format(), track.timescale(), track.name());
    return new OpenedStream(files, renumbered, index, data);
  }

  @Override
  public void close() throws IOException {
    try (index) {
      data.close();
    }
  }
}
