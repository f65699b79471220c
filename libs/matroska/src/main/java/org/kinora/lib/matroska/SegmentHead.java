package org.kinora.lib.matroska;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** What a segment says of itself before its clusters: its clock, and its tracks. */
public final class SegmentHead {
  private static final long DEFAULT_SCALE_NS = 1_000_000;
  private static final long SCALE_NS_MAX = 1_000_000_000;
  private static final int TRACKS_MAX = 1_000;

  private final ElementReader reader;
  private final List<TrackDescription> tracks = new ArrayList<>();
  private Optional<Element> info = Optional.empty();
  private Optional<Element> trackEntries = Optional.empty();
  private long scaleNs = DEFAULT_SCALE_NS;

  /** Begins without any. */
  public SegmentHead(ElementReader reader) {
    this.reader = reader;
  }

  /**
   * Takes an element of the first level; what is neither the first Info nor the first Tracks is let
   * go.
   *
   * @throws MediaException INDEX_PARSE_ERROR if a tick is no time, LIMIT_EXCEEDED if there are more
   *     than 1,000 tracks
   */
  public void take(Element element) throws IOException {
    if (element.id() == MatroskaId.INFO && info.isEmpty()) {
      info = Optional.of(element);
      reader.children(element, this::takeFact);
    } else if (element.id() == MatroskaId.TRACKS && trackEntries.isEmpty()) {
      trackEntries = Optional.of(element);
      reader.children(element, this::takeTrack);
    }
  }

  private void takeFact(Element child) throws IOException {
    if (child.id() != MatroskaId.TIMESTAMP_SCALE) {
      return;
    }
    scaleNs = reader.uint(child);
    if (scaleNs < 1 || scaleNs > SCALE_NS_MAX) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "matroska: a tick of %d ns, expected 1 to %d".formatted(scaleNs, SCALE_NS_MAX));
    }
  }

  private void takeTrack(Element child) throws IOException {
    if (child.id() != MatroskaId.TRACK_ENTRY) {
      return;
    }
    if (tracks.size() == TRACKS_MAX) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED, "matroska: more than " + TRACKS_MAX + " tracks");
    }
    tracks.add(TrackDescription.read(reader, child));
  }

  /** The element Info, which a file that begins badly may lack. */
  public Optional<Element> info() {
    return info;
  }

  /**
   * The element Tracks.
   *
   * @throws MediaException INDEX_NOT_FOUND if there is none
   */
  public Element trackEntries() throws MediaException {
    return trackEntries.orElseThrow(
        () ->
            new MediaException(
                MediaError.INDEX_NOT_FOUND,
                "matroska: no whole Tracks element before the first cluster, in %d bytes"
                    .formatted(reader.sizeBytes())));
  }

  /** In the order of the file, whatever their numbers are. */
  public List<TrackDescription> tracks() {
    return List.copyOf(tracks);
  }

  /** The nanoseconds of a tick. */
  public long timestampScaleNs() {
    return scaleNs;
  }
}
