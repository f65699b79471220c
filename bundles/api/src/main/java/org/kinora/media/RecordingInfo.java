package org.kinora.media;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a recording says of itself.
 *
 * @param id its id; for a plain file, the file's name
 * @param startedAt the wall clock at time 0, with its zone, where known
 * @param durationUs from time 0 to the end of the last sample as the recording says, where it says;
 *     the index knows better
 * @param complete whether the recorder closed it; a crashed recording is not complete but can be
 *     read
 * @param tracks in the order of the recording
 * @param tags further facts, as found
 */
public record RecordingInfo(
    String id,
    Optional<ZonedDateTime> startedAt,
    OptionalLong durationUs,
    boolean complete,
    List<Track> tracks,
    Map<String, String> tags) {
  /** Copies the collections. */
  public RecordingInfo {
    Objects.requireNonNull(id);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(durationUs);
    tracks = List.copyOf(tracks);
    tags = Map.copyOf(tags);
  }

  /**
   * The track with this id.
   *
   * @throws MediaException TRACK_NOT_FOUND
   */
  public Track track(int id) throws MediaException {
    for (Track track : tracks) {
      if (track.id() == id) {
        return track;
      }
    }
    throw new MediaException(
        MediaError.TRACK_NOT_FOUND,
        "recording "
            + this.id
            + " has no track "
            + id
            + "; it has "
            + tracks.stream().map(Track::id).toList());
  }

  /** The first video track, if there is one. */
  public Optional<Track> firstVideo() {
    return tracks.stream().filter(track -> track.format() instanceof VideoFormat).findFirst();
  }
}
