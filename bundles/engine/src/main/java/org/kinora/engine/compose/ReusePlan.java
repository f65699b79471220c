package org.kinora.engine.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.kinora.engine.recording.Excerpt;
import org.kinora.media.Gops;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline.Part;
import org.kinora.scene.Timeline.Span;

/**
 * Which groups of pictures an export copies and which pictures it encodes. A group is copied if all
 * of it that a span shows begins with its key frame, at the recorded speed, and nothing is drawn
 * onto it.
 *
 * @param pieces in the order in which they are shown
 */
record ReusePlan(List<Piece> pieces) {
  /** The shortest part of a timeline. */
  private static final long LEAST_US = 1000;

  /** One run of pictures. */
  sealed interface Piece {}

  /**
   * Samples as they are.
   *
   * @param span what shows them
   */
  record Copied(SampleRange samples, Span span) implements Piece {}

  /**
   * Pictures that are composed.
   *
   * @param shownUs when the first is shown
   */
  record Composed(Part part, long shownUs) implements Piece {}

  /** Copies the list. */
  ReusePlan {
    pieces = List.copyOf(pieces);
  }

  /** Whether anything is copied. */
  boolean copies() {
    return pieces.stream().anyMatch(Copied.class::isInstance);
  }

  /** Whether anything is encoded. */
  boolean composes() {
    return pieces.stream().anyMatch(Composed.class::isInstance);
  }

  /** Looks where a scene leaves pictures as they are, one that {@link #isPlain} else. */
  static ReusePlan of(Excerpt excerpt, TrackIndex index, Scene scene) {
    Builder builder = new Builder(excerpt.screen().id(), index, scene);
    excerpt.spans().forEach(builder::add);
    return new ReusePlan(builder.pieces);
  }

  /** Whether a scene shows the recorded picture at its size and nothing else, but for a time. */
  static boolean isPlain(Scene scene) {
    return scene.output().isSource()
        && scene.video().padding() == 0
        && scene.video().inset() == 0
        && scene.video().cornerRadius() == 0
        && scene.video().crop().isEmpty()
        && scene.pointer().isEmpty()
        && scene.camera().isEmpty();
  }

  private static final class Builder {
    private final int trackId;
    private final TrackIndex index;
    private final Scene scene;
    private final List<Piece> pieces = new ArrayList<>();

    Builder(int trackId, TrackIndex index, Scene scene) {
      this.trackId = trackId;
      this.index = index;
      this.scene = scene;
    }

    void add(Span span) {
      long composedFromUs = span.startUs();
      int key = span.speed() == 1 ? firstKey(span) : index.count();
      while (key < index.count() && index.timeUs(key) < span.endUs()) {
        int end = Gops.end(index, key);
        long keyUs = Math.max(index.timeUs(key), span.startUs());
        int copied = copiedEnd(span, key, end);
        boolean leavesRoom = keyUs == composedFromUs || keyUs - composedFromUs >= LEAST_US;
        if (copied > key && leavesRoom) {
          compose(span, composedFromUs, keyUs);
          copy(span, key, copied);
          boolean isLast = end >= index.count() || index.timeUs(end) >= span.endUs();
          composedFromUs = isLast ? span.endUs() : index.timeUs(end);
        }
        key = end;
      }
      compose(span, composedFromUs, span.endUs());
    }

    /** The picture on the screen when the span begins, if that is a key frame; else the next. */
    private int firstKey(Span span) {
      int key = Math.max(0, index.floor(span.startUs()));
      while (key < index.count() && !index.isKeyframe(key)) {
        key++;
      }
      return key;
    }

    /** Behind the last sample of a group that can be copied; the key frame's own if none can. */
    private int copiedEnd(Span span, int key, int end) {
      long fromUs = index.timeUs(key);
      long toUs = end < index.count() ? index.timeUs(end) : span.endUs();
      boolean isDrawnOn = isDrawnOn(Math.max(fromUs, span.startUs()), Math.min(toUs, span.endUs()));
      if (isDrawnOn || isOpen(key) || isOpen(end)) {
        return key;
      }
      int copied = key;
      boolean ends = false;
      for (int i = key; i < end; i++) {
        long timeUs = index.timeUs(i);
        if ((ends && timeUs < span.endUs()) || tooEarly(span, i, key)) {
          return key; // others, which are not copied, are needed for it
        }
        ends |= timeUs >= span.endUs();
        copied = ends ? copied : i + 1;
      }
      return copied;
    }

    /** Whether pictures of a group are shown before its key frame, and so need the group before. */
    private boolean isOpen(int key) {
      return key + 1 < index.count() && index.timeUs(key + 1) < index.timeUs(key);
    }

    /** Whether a picture is shown before the one that is on the screen when the span begins. */
    private boolean tooEarly(Span span, int sample, int key) {
      return sample > key && index.timeUs(sample) <= span.startUs();
    }

    private boolean isDrawnOn(long fromUs, long toUs) {
      return scene.zooms().stream().anyMatch(z -> z.beginUs() < toUs && z.endUsWithRamp() > fromUs)
          || scene.masks().stream().anyMatch(m -> m.startUs() < toUs && m.endUs() > fromUs)
          || scene.captions().stream().anyMatch(c -> c.startUs() < toUs && c.endUs() > fromUs);
    }

    private void copy(Span span, int key, int end) {
      Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
      if (last instanceof Copied run && run.span().equals(span) && run.samples().end() == key) {
        int first = run.samples().first();
        pieces.set(
            pieces.size() - 1, new Copied(new SampleRange(trackId, first, end - first), span));
      } else {
        pieces.add(new Copied(new SampleRange(trackId, key, end - key), span));
      }
    }

    private void compose(Span span, long fromUs, long toUs) {
      if (fromUs < toUs) {
        pieces.add(
            new Composed(
                new Part(fromUs, OptionalLong.of(toUs), span.speed()), span.toShown(fromUs)));
      }
    }
  }
}
