package org.kinora.container.webm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.matroska.Cluster;
import org.kinora.lib.matroska.Element;
import org.kinora.lib.matroska.ElementReader;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.matroska.SegmentHead;
import org.kinora.lib.matroska.SegmentScan;
import org.kinora.lib.matroska.TrackDescription;
import org.kinora.media.MediaException;

/** What one walk through a file finds: its description, its tracks, and how far they reach. */
final class FoundSegment implements SegmentScan.Visitor {
  private final SegmentHead head;
  private final List<FoundTrack> tracks = new ArrayList<>();
  private final Map<Long, FoundTrack> byNumber = new HashMap<>();

  FoundSegment(ElementReader reader) {
    head = new SegmentHead(reader);
  }

  /** What it says of itself. */
  SegmentHead head() {
    return head;
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

  /** When the last picture or sound ends; 0 if that is before the beginning. */
  long endNs() {
    long endNs = 0;
    for (FoundTrack track : tracks) {
      endNs = Math.max(endNs, track.endNs(head.timestampScaleNs()));
    }
    return endNs;
  }

  @Override
  public void element(Element element) throws IOException {
    head.take(element);
    if (element.id() == MatroskaId.TRACKS && tracks.isEmpty()) {
      head.tracks().forEach(this::add);
    }
  }

  private void add(TrackDescription description) {
    long number = description.number();
    if (number > 0 && number <= Integer.MAX_VALUE) {
      FoundTrack track = new FoundTrack(description);
      tracks.add(track);
      byNumber.putIfAbsent(number, track);
    }
  }

  @Override
  public long timestampScaleNs(Element cluster) throws MediaException {
    head.trackEntries();
    return head.timestampScaleNs();
  }

  @Override
  public void block(Block block) {
    track(block.track()).ifPresent(track -> track.add(block));
  }

  @Override
  public void cluster(Cluster cluster) {
    // its blocks said all
  }
}
