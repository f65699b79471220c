package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;

/** What a writable storage format's test says about the format, and how the rules write. */
interface WritableStorageUnderTest extends StorageUnderTest {
  /** What the format promises. */
  StorageBehaviour behaviour();

  /** Samples that fit a track. */
  Clip clip(Track track, int count);

  /** What a new recording of these tracks says of itself. */
  default RecordingInfo recording(List<Track> tracks) {
    return new RecordingInfo(
        "contract-1",
        Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00.250+02:00")),
        OptionalLong.empty(),
        false,
        tracks,
        Map.of());
  }

  /** Begins a recording of the first accepted set of tracks. */
  default RecordingWriter create(Path at) throws IOException {
    return format().create(at, recording(tracks()));
  }

  /** The first accepted set of tracks. */
  default List<Track> tracks() {
    return behaviour().accepted().get(0);
  }

  /** One clip for each track. */
  default List<Clip> clips(List<Track> tracks, int count) {
    return tracks.stream().map(track -> clip(track, count)).toList();
  }

  /** Appends clips, interleaved by decode time, each buffer lent the hard way. */
  static void append(RecordingWriter writer, List<Clip> clips) throws IOException {
    for (Turn turn : turns(clips)) {
      append(writer, turn.track(), turn.sample());
    }
  }

  /** The samples of all clips by decode time. */
  static List<Turn> turns(List<Clip> clips) {
    List<Turn> turns = new ArrayList<>();
    for (Clip clip : clips) {
      clip.samples().forEach(sample -> turns.add(new Turn(clip.track(), sample)));
    }
    turns.sort(Comparator.comparingLong(turn -> turn.sample().info().decodeTimeUs()));
    return turns;
  }

  /** Appends one sample, its buffer lent the hard way. */
  static void append(RecordingWriter writer, Track track, Sample sample) throws IOException {
    Lent.lend(sample.data(), data -> writer.append(track.id(), sample.info(), data));
  }

  /** Whose turn it is. */
  record Turn(Track track, Sample sample) {}
}
