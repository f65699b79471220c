package org.kinora.container.webm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.container.webm.ElementReader.Element;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** What one walk through a file finds: its description, its tracks, and how far they reach. */
final class FoundSegment implements SegmentScan.Visitor {
  private static final long DEFAULT_SCALE_NS = 1_000_000;
  private static final long SCALE_NS_MAX = 1_000_000_000;
  private static final int TRACKS_MAX = 1_000;

  private final ElementReader reader;
  private final List<FoundTrack> tracks = new ArrayList<>();
  private final Map<Long, FoundTrack> byNumber = new HashMap<>();
  private Optional<Element> info = Optional.empty();
  private Optional<Element> trackEntries = Optional.empty();
  private long scaleNs = DEFAULT_SCALE_NS;

  FoundSegment(ElementReader reader) {
    this.reader = reader;
  }

  /** The element Info, which a file that begins badly may lack. */
  Optional<Element> info() {
    return info;
  }

  /**
   * The element Tracks.
   *
   * @throws MediaException INDEX_NOT_FOUND if there is none
   */
  Element trackEntries() throws MediaException {
    return trackEntries.orElseThrow(
        () ->
            new MediaException(
                MediaError.INDEX_NOT_FOUND,
                "matroska: no whole Tracks element before the first cluster, in %d bytes"
                    .formatted(reader.sizeBytes())));
  }

  /** In the order of the file. */
  List<FoundTrack> tracks() {
    return tracks;
  }

  boolean hasVideo() {
    return tracks.stream().anyMatch(FoundTrack::isVideo);
  }

  /** The track of a block; empty if none has its number. */
  Optional<FoundTrack> track(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  long timestampScaleNs() {
    return scaleNs;
  }

  /** When the last picture or sound ends. */
  long endNs() {
    return tracks.stream().mapToLong(track -> track.endNs(scaleNs)).max().orElse(0);
  }

  @Override
  public void element(Element element) throws IOException {
    if (element.id() == MatroskaId.INFO && info.isEmpty()) {
      info = Optional.of(element);
      readChildren(element);
    } else if (element.id() == MatroskaId.TRACKS && trackEntries.isEmpty()) {
      trackEntries = Optional.of(element);
      readChildren(element);
    }
  }

  private void readChildren(Element master) throws IOException {
    long at = master.dataAt();
    while (at < master.end()) {
      Optional<Element> next = reader.element(at, master.end());
      if (next.isEmpty() || next.get().isUnknownSize() || next.get().end() > master.end()) {
        return;
      }
      Element child = next.get();
      if (child.id() == MatroskaId.TIMESTAMP_SCALE) {
        takeScale(reader.uint(child));
      } else if (child.id() == MatroskaId.TRACK_ENTRY) {
        takeTrack(FoundTrack.read(reader, child));
      }
      at = child.end();
    }
  }

  private void takeScale(long ns) throws MediaException {
    if (ns < 1 || ns > SCALE_NS_MAX) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "matroska: a tick of %d ns, expected 1 to %d".formatted(ns, SCALE_NS_MAX));
    }
    scaleNs = ns;
  }

  private void takeTrack(FoundTrack track) throws MediaException {
    if (tracks.size() == TRACKS_MAX) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED, "matroska: more than " + TRACKS_MAX + " tracks");
    }
    if (track.number() > 0 && track.number() <= Integer.MAX_VALUE) {
      tracks.add(track);
      byNumber.putIfAbsent(track.number(), track);
    }
  }

  @Override
  public long timestampScaleNs(Element cluster) throws MediaException {
    trackEntries();
    return scaleNs;
  }

  @Override
  public void block(FoundBlock block) {
    track(block.track()).ifPresent(track -> track.add(block));
  }

  @Override
  public void cluster(ClusterScan.Found cluster) {
    // its blocks said all
  }
}
