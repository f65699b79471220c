package org.kinora.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which parts of a recording are kept, in the order they are shown. A part may be shown twice, and
 * later parts may come first.
 *
 * @param parts empty for all of the recording
 */
public record Timeline(List<Part> parts) {
  /** All of the recording, at its own speed. */
  public static final Timeline ALL = new Timeline(List.of());

  private static final long LEAST_US = 1000;

  /**
   * One part.
   *
   * @param startUs its beginning in the recording
   * @param endUs its end, that moment not included; at least 1 ms later; absent for the recording's
   *     end
   * @param speed how fast it is shown, 0.1 to 16
   */
  public record Part(long startUs, OptionalLong endUs, double speed) {
    /** Checks the order. */
    public Part {
      if (startUs < 0 || (endUs.isPresent() && endUs.getAsLong() - startUs < LEAST_US)) {
        throw new IllegalArgumentException(
            "a part from %d us to %s us; it begins at 0 or later and is at least 1 ms long"
                .formatted(startUs, endUs.isPresent() ? endUs.getAsLong() : "the end"));
      }
      Checks.within("speed", speed, 0.1, 16);
    }

    /** A part at its own speed. */
    public Part(long startUs, long endUs) {
      this(startUs, OptionalLong.of(endUs), 1);
    }
  }

  /** Copies the list. */
  public Timeline {
    parts = List.copyOf(parts);
  }

  /**
   * One part with its place in what is shown.
   *
   * @param startUs its beginning in the recording
   * @param endUs its end there, that moment not included
   * @param speed how fast it is shown
   * @param shownUs when it begins in what is shown
   */
  public record Span(long startUs, long endUs, double speed, long shownUs) {
    /** How long it is shown. */
    public long shownDurationUs() {
      return Math.round((double) (endUs - startUs) / speed);
    }

    /** When a moment of the recording is shown; it may lie outside of the span. */
    public long toShown(long timeUs) {
      return shownUs + Math.round((double) (timeUs - startUs) / speed);
    }

    /** The moment of the recording that is shown at a time; it may lie outside of the span. */
    public long toRecorded(long shownAtUs) {
      return startUs + Math.round((double) (shownAtUs - shownUs) * speed);
    }
  }

  /**
   * The parts of one recording, one behind the other as they are shown. What lies behind the
   * recording's end is left out.
   *
   * @param endUs the recording's end
   */
  public List<Span> spans(long endUs) {
    List<Part> all = parts.isEmpty() ? List.of(new Part(0, OptionalLong.empty(), 1)) : parts;
    List<Span> spans = new ArrayList<>();
    long shownUs = 0;
    for (Part part : all) {
      long end = Math.min(endUs, part.endUs().orElse(endUs));
      if (part.startUs() < end) {
        Span span = new Span(part.startUs(), end, part.speed(), shownUs);
        spans.add(span);
        shownUs += span.shownDurationUs();
      }
    }
    return List.copyOf(spans);
  }

  /** Whether nothing is left out or shown at another speed. */
  public boolean isAll() {
    return parts.isEmpty();
  }
}
