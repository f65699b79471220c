package org.kinora.lib.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.RecordingSource;

/**
 * What was done in a recording: the events of all its {@code input} tracks, in the order of time.
 * One thread.
 */
public final class RecordedEvents {
  private static final String CODEC = "input";

  private final RecordingSource recording;
  private final List<Track> tracks;
  private final EventCodec codec = new EventCodec();
  private long unusable;

  /** Those of a recording, which stays the caller's. */
  public RecordedEvents(RecordingSource recording) {
    this.recording = recording;
    tracks =
        recording.info().tracks().stream()
            .filter(track -> track.format() instanceof EventFormat format && isInput(format))
            .toList();
  }

  private static boolean isInput(EventFormat format) {
    return format.codec().equals(CODEC);
  }

  /** Whether places are counted in pixels of a page, as recorders did before there was a schema. */
  public boolean areOnAPage() {
    return tracks.stream()
        .anyMatch(track -> track.format() instanceof EventFormat f && f.schemaVersion() == 0);
  }

  /** Whether there are tracks of events. */
  public boolean areThere() {
    return !tracks.isEmpty();
  }

  /** The time behind the last event; 0 without any. */
  public long endUs() throws IOException {
    long endUs = 0;
    for (Track track : tracks) {
      TrackIndex index = recording.index(track.id());
      for (int i = 0; i < index.count(); i++) {
        endUs = Math.max(endUs, index.timeUs(i) + 1);
      }
    }
    return endUs;
  }

  /** The time of the first event, if it is before a time; otherwise that time. */
  public long firstUs(long beforeUs) throws IOException {
    long firstUs = beforeUs;
    for (Track track : tracks) {
      TrackIndex index = recording.index(track.id());
      for (int i = 0; i < index.count(); i++) {
        firstUs = Math.min(firstUs, index.timeUs(i));
      }
    }
    return firstUs;
  }

  /** How many events there are at such times. */
  public long count(LongPredicate times) throws IOException {
    long count = 0;
    for (Track track : tracks) {
      TrackIndex index = recording.index(track.id());
      for (int i = 0; i < index.count(); i++) {
        count += times.test(index.timeUs(i)) ? 1 : 0;
      }
    }
    return count;
  }

  /** How many events there are. */
  public long count() throws IOException {
    long count = 0;
    for (Track track : tracks) {
      count += recording.index(track.id()).count();
    }
    return count;
  }

  /**
   * The events of a range, in the order of time; those of one time as they stand.
   *
   * @throws MediaException FORMAT_TOO_NEW for events of a newer schema
   */
  public List<InputEvent> read(long startUs, long endUs) throws IOException {
    List<InputEvent> events = new ArrayList<>();
    unusable = 0;
    for (Track track : tracks) {
      int version = ((EventFormat) track.format()).schemaVersion();
      recording.read(
          track.id(),
          startUs,
          endUs,
          (info, data) -> {
            try {
              events.add(codec.read(version, info.timeUs(), data));
            } catch (MediaException e) {
              if (e.code() != MediaError.DECODE_ERROR) {
                throw e;
              }
              unusable++;
            }
          });
    }
    events.sort(Comparator.comparingLong(InputEvent::timeUs));
    return events;
  }

  /** How many samples of the range that was read last are no events. */
  public long unusable() {
    return unusable;
  }
}
