package org.kinora.engine.picture;

import org.kinora.media.MediaTime;
import org.kinora.scene.Timeline.Span;

/**
 * When a recorded picture is shown.
 *
 * @param span the part of the timeline that shows it
 * @param fromUs the recording's time from which: the picture's own, or the span's beginning
 * @param toUs the recording's time until which, at most the span's end; {@link MediaTime#UNKNOWN}
 *     where the recording does not say
 */
record Shot(Span span, long fromUs, long toUs) {
  /** When it appears in what is shown. */
  long shownUs() {
    return span.toShown(fromUs);
  }

  /** When it is gone in what is shown, or unknown. */
  long shownEndUs() {
    return toUs == MediaTime.UNKNOWN ? MediaTime.UNKNOWN : span.toShown(toUs);
  }
}
