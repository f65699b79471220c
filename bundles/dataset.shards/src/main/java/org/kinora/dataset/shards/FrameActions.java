package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.dataset.FrameInput;

/** Makes one row a frame from a chunk's events. */
final class FrameActions {
  private FrameActions() {}

  /**
   * The states of a chunk's frames.
   *
   * @param frameUs when they are shown, from its start
   * @param idleUs after so long without an event frames are idle
   * @param beforeUs when the last event before the chunk was, from its start; 0 where none is known
   */
  static List<FrameState> of(
      List<ActionRow> rows,
      ChunkSpan span,
      long[] frameUs,
      PictureSize picture,
      long idleUs,
      long beforeUs) {
    FrameInput input = new FrameInput();
    List<FrameState> frames = new ArrayList<>();
    long activeUs = beforeUs;
    int next = 0;
    for (int i = 0; i < frameUs.length; i++) {
      long endUs = i + 1 < frameUs.length ? frameUs[i + 1] : span.durationUs();
      input.begin();
      for (; next < rows.size() && rows.get(next).tUs() < endUs; next++) {
        ActionRow row = rows.get(next);
        if (row.synthetic()) {
          input.hold(row.event());
        } else {
          input.take(row.event());
          activeUs = row.tUs();
        }
      }
      boolean idle = endUs - activeUs >= idleUs;
      frames.add(new FrameState(i, frameUs[i], input.state(), idle, picture));
    }
    return frames;
  }
}
