package org.kinora.shell.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.AudioFormat;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import picocli.CommandLine.Option;

/** The option that names a track. */
final class TrackChoice {
  @Option(
      names = "--track",
      paramLabel = "N",
      description = "The track; default: the first with pictures, else the first.")
  @Nullable Integer id;

  /**
   * The track that is meant.
   *
   * @throws MediaException TRACK_NOT_FOUND
   */
  Track of(RecordingInfo info) throws MediaException {
    if (id != null) {
      return info.track(id);
    }
    List<Track> tracks = info.tracks();
    if (tracks.isEmpty()) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, info.id() + " has no tracks");
    }
    return info.firstVideo().orElse(tracks.get(0));
  }

  /**
   * The track of events that is meant: the one that is named, else the first.
   *
   * @throws MediaException TRACK_NOT_FOUND if there are no events in it
   */
  Track ofEvents(RecordingInfo info) throws MediaException {
    List<Track> tracks = id == null ? info.tracks() : List.of(info.track(id));
    return tracks.stream()
        .filter(track -> track.format() instanceof EventFormat)
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.TRACK_NOT_FOUND,
                    info.id()
                        + (id == null ? " has no track of events" : ": no events in track " + id)));
  }

  /** The word for what a track holds. */
  static String kind(TrackFormat format) {
    return format instanceof VideoFormat
        ? "video"
        : format instanceof AudioFormat ? "audio" : "events";
  }

  /** What else there is to say of a track's format. */
  static String details(TrackFormat format) {
    if (format instanceof VideoFormat video) {
      return video.width() + "x" + video.height();
    } else if (format instanceof AudioFormat audio) {
      return audio.sampleRate() + " Hz, " + channels(audio.channels());
    }
    return "version " + ((EventFormat) format).schemaVersion();
  }

  private static String channels(int count) {
    return count == 1 ? "mono" : count == 2 ? "stereo" : count + " channels";
  }
}
