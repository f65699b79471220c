package org.kinora.container.webm;

import java.io.IOException;
import java.util.Optional;
import org.kinora.container.webm.ElementReader.Element;
import org.kinora.media.SalvageReport.TrackReport;

/** A track of a file that is examined: what describes it, and how far its blocks reach. */
final class FoundTrack {
  private static final int TYPE_VIDEO = 1;

  private long number;
  private long type;
  private String codecId = "";
  private long bitDepth;
  private long frameNs;
  private long delayNs;

  private long samples;
  private long latestTicks;
  private long gapTicks;
  private FoundBlock latest = new FoundBlock(0, 0, 0, false, 0, 0);

  private FoundTrack() {}

  /** Reads a TrackEntry (RFC 9559, section 5.1.4.1). */
  static FoundTrack read(ElementReader reader, Element entry) throws IOException {
    FoundTrack track = new FoundTrack();
    track.readChildren(reader, entry, true);
    return track;
  }

  private void readChildren(ElementReader reader, Element master, boolean outer)
      throws IOException {
    long at = master.dataAt();
    while (at < master.end()) {
      Optional<Element> child = reader.element(at, master.end());
      if (child.isEmpty() || child.get().isUnknownSize() || child.get().end() > master.end()) {
        return;
      }
      if (outer && child.get().id() == MatroskaId.AUDIO) {
        readChildren(reader, child.get(), false);
      } else {
        take(reader, child.get());
      }
      at = child.get().end();
    }
  }

  private void take(ElementReader reader, Element child) throws IOException {
    switch (child.id()) {
      case MatroskaId.TRACK_NUMBER -> number = reader.uint(child);
      case MatroskaId.TRACK_TYPE -> type = reader.uint(child);
      case MatroskaId.CODEC_ID -> codecId = reader.text(child);
      case MatroskaId.DEFAULT_DURATION -> frameNs = clamped(reader.uint(child));
      case MatroskaId.CODEC_DELAY -> delayNs = clamped(reader.uint(child));
      case MatroskaId.BIT_DEPTH -> bitDepth = reader.uint(child);
      default -> {
        // says nothing of times
      }
    }
  }

  /** A minute at most: so lies add up to nothing that overflows. */
  private static long clamped(long ns) {
    return ns < 0 ? 0 : Math.min(ns, 60_000_000_000L);
  }

  long number() {
    return number;
  }

  boolean isVideo() {
    return type == TYPE_VIDEO;
  }

  /** Takes note of its next block. */
  void add(FoundBlock block) {
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
    long durationNs = latest.frames() * frameNs;
    if (latest.durationTicks() > 0) {
      durationNs = latest.durationTicks() * timestampScaleNs;
    } else if (durationNs == 0) {
      durationNs = gapTicks * timestampScaleNs;
    }
    long droppedNs = delayNs + (latest.durationTicks() > 0 ? 0 : clamped(latest.discardNs()));
    return latestTicks * timestampScaleNs + Math.max(0, durationNs - droppedNs);
  }

  TrackReport report() {
    return new TrackReport((int) number, CodecId.codec(codecId, bitDepth), samples);
  }
}
