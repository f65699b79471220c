package org.kinora.engine.play;

import java.util.List;
import java.util.Optional;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Span;

/**
 * Which pictures of a track a timeline shows, and when: each at its own time, the one that lies
 * across the beginning of a span at that beginning. Safe for many threads as the index is.
 */
final class ShownPictures {
  /** Pictures are reordered over a few samples, never over more than this. */
  private static final int REORDERED = 64;

  private final TrackIndex index;
  private final int trackId;
  private final List<Span> spans;

  /**
   * One picture where it is shown.
   *
   * @param span the number of the span
   * @param sample the sample that it is decoded from
   * @param timeUs from when it is shown, in the recording
   * @param shownUs the same in what is shown
   * @param durationUs how long it is shown
   */
  record Shown(int span, int sample, long timeUs, long shownUs, long durationUs) {
    /** When the next one follows. */
    long endUs() {
      return shownUs + durationUs;
    }
  }

  /**
   * Lays a timeline over a track.
   *
   * @param endUs the recording's end
   * @throws MediaException DATA_RANGE_ERROR for a track without pictures; ARGUMENT_INVALID if the
   *     timeline keeps nothing of it
   */
  ShownPictures(TrackIndex index, int trackId, Timeline timeline, long endUs)
      throws MediaException {
    this.index = index;
    this.trackId = trackId;
    int last = Gops.shownAt(index, trackId, Long.MAX_VALUE);
    spans = timeline.spans(Math.max(endUs, index.timeUs(last) + 1));
    if (spans.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "the timeline begins behind the recording, which ends at %d us".formatted(endUs));
    }
  }

  /** How long all is shown. */
  long durationUs() {
    Span last = spans.get(spans.size() - 1);
    return last.shownUs() + last.shownDurationUs();
  }

  /** What is shown at a time of the timeline; outside of it the first or the last picture. */
  Shown at(long shownUs) throws MediaException {
    int number = spanAt(shownUs);
    Span span = spans.get(number);
    // rounding may have brought the picture's time to either side, so one step too far and back
    long timeUs = span.toRecorded(shownUs) + (long) Math.ceil(span.speed());
    Shown shown = shown(number, timeUs);
    while (shown.shownUs > shownUs && shown.timeUs > span.startUs()) {
      Shown before = shown(number, shown.timeUs - 1);
      if (before.sample == shown.sample) {
        return shown;
      }
      shown = before;
    }
    return shown;
  }

  /** What is shown at a time of the recording, if the timeline keeps it; where it does first. */
  Optional<Shown> atRecorded(long timeUs) throws MediaException {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (timeUs >= span.startUs() && timeUs < span.endUs()) {
        return Optional.of(shown(i, timeUs));
      }
    }
    return Optional.empty();
  }

  /** What is shown at a time of the recording in the span of another picture, or nearest to it. */
  Shown within(Shown other, long timeUs) throws MediaException {
    return shown(other.span, timeUs);
  }

  /** What follows; empty behind the last. */
  Optional<Shown> after(Shown shown) throws MediaException {
    long nextUs = nextTimeUs(shown.sample);
    if (nextUs < spans.get(shown.span).endUs()) {
      return Optional.of(shown(shown.span, nextUs));
    }
    int number = shown.span + 1;
    return number < spans.size()
        ? Optional.of(shown(number, spans.get(number).startUs()))
        : Optional.empty();
  }

  private int spanAt(long shownUs) {
    int low = 0;
    int high = spans.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (spans.get(middle).shownUs() <= shownUs) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private Shown shown(int number, long timeUs) throws MediaException {
    Span span = spans.get(number);
    long within = clamp(timeUs, span);
    int sample = Gops.shownAt(index, trackId, within);
    long fromUs = clamp(index.timeUs(sample), span);
    long shownUs = span.toShown(fromUs);
    long endUs = span.toShown(Math.min(span.endUs(), nextTimeUs(sample)));
    return new Shown(number, sample, fromUs, shownUs, endUs - shownUs);
  }

  private static long clamp(long timeUs, Span span) {
    return Math.max(span.startUs(), Math.min(span.endUs() - 1, timeUs));
  }

  /** The time of the picture that is shown next, whatever the timeline says. */
  private long nextTimeUs(int sample) {
    long timeUs = index.timeUs(sample);
    long nextUs = Long.MAX_VALUE;
    int end = Math.min(index.count(), sample + REORDERED);
    for (int i = Math.max(0, sample - REORDERED); i < end; i++) {
      long other = index.timeUs(i);
      if (other > timeUs && other < nextUs) {
        nextUs = other;
      }
    }
    return nextUs;
  }
}
