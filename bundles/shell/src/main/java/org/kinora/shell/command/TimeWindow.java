package org.kinora.shell.command;

import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Times;

/**
 * A stretch of a recording.
 *
 * @param fromUs its beginning
 * @param toUs its end, that moment not included
 */
record TimeWindow(long fromUs, long toUs) {
  /**
   * Reads {@code START..END}; what is left out is the recording's, and so is all of it.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static TimeWindow parse(@Nullable String text) throws MediaException {
    if (text == null) {
      return new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "'" + text + "' is not START..END, such as 1:30..1:32");
    }
    String from = text.substring(0, dots);
    String to = text.substring(dots + 2);
    long fromUs = from.isEmpty() ? Long.MIN_VALUE : Times.parse(from);
    long toUs = to.isEmpty() ? Long.MAX_VALUE : Times.parse(to);
    if (fromUs >= toUs) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "'" + text + "' ends before it begins");
    }
    return new TimeWindow(fromUs, toUs);
  }

  /** Whether any of what is shown from a time on, for so long, lies in it. */
  boolean meets(long timeUs, long durationUs) {
    return timeUs < toUs && timeUs + Math.max(1, durationUs) > fromUs;
  }
}
