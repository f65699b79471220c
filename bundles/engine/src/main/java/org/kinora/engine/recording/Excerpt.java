package org.kinora.engine.recording;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.storage.RecordingReader;

/**
 * What a timeline shows of a recording.
 *
 * @param source the recording
 * @param screen the track that is shown
 * @param index that track's samples; valid while the recording is open
 * @param spans one or more, in the order in which they are shown
 */
public record Excerpt(RecordingInfo source, Track screen, TrackIndex index, List<Span> spans) {
  /** Copies the list. */
  public Excerpt {
    spans = List.copyOf(spans);
  }

  /**
   * Lays a timeline over a recording, which ends with its last picture or sound.
   *
   * @throws MediaException TRACK_NOT_FOUND without video; ARGUMENT_INVALID if nothing is shown
   */
  public static Excerpt of(OpenRecording recording, Timeline timeline) throws IOException {
    RecordingReader reader = recording.reader();
    RecordingInfo info = reader.info();
    Track screen =
        info.firstVideo()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.TRACK_NOT_FOUND,
                        recording.path() + " has no video track to compose"));
    long endUs = 0;
    for (Track track : info.tracks()) {
      if (track.format() instanceof VideoFormat || track.format() instanceof AudioFormat) {
        endUs = Math.max(endUs, reader.index(track.id()).endUs());
      }
    }
    List<Span> spans = timeline.spans(endUs);
    if (spans.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "the scene's timeline shows nothing of the recording, which is %d us long"
              .formatted(endUs));
    }
    return new Excerpt(info, screen, reader.index(screen.id()), spans);
  }

  /** The recording as a file of the excerpt states it. */
  public RecordingInfo describe() {
    return new RecordingInfo(
        source.id(),
        source.startedAt().map(at -> at.plusNanos(spans.get(0).startUs() * 1000)),
        OptionalLong.of(durationUs()),
        source.complete(),
        source.tracks(),
        source.tags());
  }

  /** The tracks of sound. */
  public List<Track> sounds() {
    return source.tracks().stream().filter(track -> track.format() instanceof AudioFormat).toList();
  }

  /** How long it is shown. */
  public long durationUs() {
    Span last = spans.get(spans.size() - 1);
    return last.shownUs() + last.shownDurationUs();
  }
}
