package org.kinora.container.webm;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.matroska.Cluster;
import org.kinora.lib.matroska.Element;
import org.kinora.lib.matroska.ElementReader;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.matroska.SegmentScan;
import org.kinora.lib.output.PatchableOutput;

/**
 * Writes a segment anew: its description with the duration, its clusters with their sizes, and an
 * index behind them. Blocks are copied as they are.
 */
final class FinishedSegment implements SegmentScan.Visitor {
  private static final byte[] VOID_ID = {(byte) MatroskaId.VOID};

  private final ElementReader reader;
  private final Element segment;
  private final FoundSegment found;
  private final PatchableOutput out;
  private final LongConsumer progress;
  private final boolean hasVideo;
  private final CueIndex cues = new CueIndex();
  private final Map<Long, CueChoice> choices = new HashMap<>();
  private long segmentData;
  private boolean clustered;

  FinishedSegment(
      ElementReader reader,
      Element segment,
      FoundSegment found,
      PatchableOutput out,
      LongConsumer progress) {
    this.reader = reader;
    this.segment = segment;
    this.found = found;
    this.out = out;
    this.progress = progress;
    hasVideo = found.hasVideo();
    found.tracks().forEach(track -> choices.put(track.number(), new CueChoice()));
  }

  void write(byte[] info) throws IOException {
    out.write(Ebml.open(MatroskaId.SEGMENT));
    segmentData = out.position();
    out.write(Ebml.ofVoid(SeekHead.BYTES));
    long infoAt = out.position();
    out.write(info);
    long tracksAt = out.position();
    copy(found.head().trackEntries().at(), found.head().trackEntries().end());
    new SegmentScan(reader, segment).walk(this);
    if (!clustered) {
      out.write(SegmentWriter.EMPTY_CLUSTER);
    }
    long cuesAt = out.position();
    if (!cues.isEmpty()) {
      cues.write(out);
      out.patch(
          segmentData,
          SeekHead.element(infoAt - segmentData, tracksAt - segmentData, cuesAt - segmentData));
    }
    out.patch(segmentData - Ebml.WIDE_SIZE_BYTES, Ebml.wideSize(out.position() - segmentData));
  }

  /** What tells of places is written anew; tags, chapters and attachments are kept. */
  @Override
  public void element(Element element) throws IOException {
    switch (element.id()) {
      case MatroskaId.SEEK_HEAD,
          MatroskaId.INFO,
          MatroskaId.TRACKS,
          MatroskaId.CUES,
          MatroskaId.VOID,
          MatroskaId.CRC_32 -> {}
      default -> copy(element.at(), element.end());
    }
  }

  @Override
  public long timestampScaleNs(Element cluster) {
    return found.head().timestampScaleNs();
  }

  /** The cluster that holds it is written next. */
  @Override
  public void block(Block block) {
    Optional<FoundTrack> track = found.track(block.track());
    CueChoice choice = choices.get(block.track());
    if (track.isEmpty() || choice == null) {
      return;
    }
    long timeUs = block.ticks() * found.head().timestampScaleNs() / 1_000;
    boolean video = track.get().isVideo();
    if (choice.takes(video, hasVideo, block.keyframe() || !video, timeUs)) {
      long ticks = Math.max(0, block.ticks());
      cues.add(ticks, (int) block.track(), out.position() - segmentData, CueIndex.UNKNOWN_OFFSET);
    }
  }

  /** Hints that are wrong from now on become Void elements of the same size. */
  @Override
  public void cluster(Cluster cluster) throws IOException {
    clustered = true;
    Element old = cluster.element();
    out.write(Ebml.header(MatroskaId.CLUSTER, cluster.end() - old.dataAt()));
    long at = old.dataAt();
    for (long hint : cluster.hints()) {
      copy(at, hint);
      out.write(VOID_ID);
      at = hint + VOID_ID.length;
    }
    copy(at, cluster.end());
  }

  private void copy(long from, long to) throws IOException {
    reader.file().copy(from, to, out, progress);
  }
}
