package org.kinora.container.webm;

import org.kinora.lib.matroska.Block;
import org.kinora.lib.matroska.TrackDescription;
import org.kinora.media.SalvageReport.TrackReport;

/** A track of a file that is examined: what describes it, and how far its blocks reach. */
final class FoundTrack {
  /** A minute: so lies add up to nothing that overflows. */
  private static final long DISCARD_NS_MAX = 60_000_000_000L;

  private final TrackDescription description;
  private long samples;
  private long latestTicks;
  private long gapTicks;
  private Block latest = new Block(0, 0, 0, false, false, 0, 0, 0, 0);

  FoundTrack(TrackDescription description) {
    this.description = description;
  }

  long number() {
    return description.number();
  }

  boolean isVideo() {
    return description.isVideo();
  }

  /** Takes note of its next block. */
  void add(Block block) {
    boolean first = samples == 0;
    samples += block.frames();
    if (first || block.ticks() > latestTicks) {
      gapTicks = first ? 0 : block.ticks() - latestTicks;
      latestTicks = block.ticks();
      latest = block;
    } else if (block.ticks() < latestTicks) {
      gapTicks = gapTicks == 0 ? latestTicks - block.ticks() : gapTicks;
      gapTicks = Math.min(gapTicks, latestTicks - block.ticks());
    }
  }

  /**
   * When its last picture or sound ends: by what its block says, or the track of all blocks, or as
   * long as the one before; not before that block's own time.
   */
  long endNs(long timestampScaleNs) {
    if (samples == 0) {
      return 0;
    }
    long durationNs = latest.frames() * description.frameNs();
    if (latest.durationTicks() > 0) {
      durationNs = latest.durationTicks() * timestampScaleNs;
    } else if (durationNs == 0) {
      durationNs = gapTicks * timestampScaleNs;
    }
    long discardNs = Math.min(Math.max(0, latest.discardNs()), DISCARD_NS_MAX);
    long droppedNs = description.delayNs() + (latest.durationTicks() > 0 ? 0 : discardNs);
    return latestTicks * timestampScaleNs + Math.max(0, durationNs - droppedNs);
  }

  TrackReport report() {
    String codec = CodecId.codec(description.codecId(), description.bitDepth());
    return new TrackReport((int) number(), codec, samples);
  }
}
