package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.List;
import org.kinora.media.FrameRate;

/** Which frame of a recording is shown when it is exported at a constant rate. */
final class Resampler {
  private final long[] sourceUs;
  private final FrameRate rate;

  /**
   * Frames of a recording.
   *
   * @param sourceUs when they are shown, rising; at least one
   */
  Resampler(long[] sourceUs, FrameRate rate) {
    if (sourceUs.length == 0) {
      throw new IllegalArgumentException("no frames");
    }
    this.sourceUs = sourceUs.clone();
    this.rate = rate;
  }

  /** The recording's frame that is shown as that frame: the last at or before its time. */
  int source(long frame) {
    return FrameRow.at(sourceUs, rate.timeUs(frame));
  }

  /**
   * The frames of a chunk.
   *
   * @param keyframes the distance of key frames that the encoder was told, in frames
   */
  List<FrameRow> frames(ChunkSpan span, int keyframes) {
    List<FrameRow> rows = new ArrayList<>();
    for (long frame = span.startFrame(); frame < span.endFrame(); frame++) {
      long index = frame - span.startFrame();
      long timeUs = rate.timeUs(frame);
      int source = source(frame);
      rows.add(
          new FrameRow(
              index,
              timeUs - span.startUs(),
              rate.timeUs(frame + 1) - timeUs,
              source,
              index > 0 && source == source(frame - 1),
              index % keyframes == 0));
    }
    return rows;
  }

  /**
   * How many of the recording's frames before the end of a chunk, behind its first, nobody sees.
   */
  long dropped(ChunkSpan span) {
    long shown = 1;
    for (long frame = span.startFrame() + 1; frame < span.endFrame(); frame++) {
      shown += source(frame) == source(frame - 1) ? 0 : 1;
    }
    return source(span.endFrame() - 1) - source(span.startFrame()) + 1 - shown;
  }
}
