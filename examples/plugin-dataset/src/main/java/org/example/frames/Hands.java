package org.example.frames;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;
import org.kinora.media.EventFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** Follows keyboard and mouse from event to event and writes a line for each picture. */
final class Hands {
  private static final String CODEC = "input";

  private final List<Long> pictures;
  private final double scale;
  private final Writer out;
  private final SortedSet<String> keys = new TreeSet<>();
  private final SortedSet<Integer> buttons = new TreeSet<>();
  private Optional<Point> pointer = Optional.empty();

  /** What was down at some moment since the current picture came. */
  private final SortedSet<String> seenKeys = new TreeSet<>();

  private final SortedSet<Integer> seenButtons = new TreeSet<>();
  private int shown = -1;

  /**
   * Begins before the first picture.
   *
   * @param pictures when each is shown, in µs from the first
   * @param scale pixels of the video for each pixel that the recorder counted
   * @param out gets the lines
   */
  Hands(List<Long> pictures, double scale, Writer out) {
    this.pictures = pictures;
    this.scale = scale;
    this.out = out;
  }

  /** The track that says what was done. */
  static Optional<Track> track(RecordingInfo info) {
    return info.tracks().stream()
        .filter(t -> t.format() instanceof EventFormat && t.format().codec().equals(CODEC))
        .findFirst();
  }

  /**
   * Takes the next event.
   *
   * @param event its time counts from the first picture and may lie before it
   */
  void take(InputEvent event) throws IOException {
    while (shown + 1 < pictures.size() && pictures.get(shown + 1) <= event.timeUs()) {
      next();
    }
    Action action = event.action();
    if (action instanceof Action.Key key) {
      change(keys, seenKeys, key.code().isEmpty() ? key.key() : key.code(), key.pressed());
    } else if (action instanceof Action.MouseMove move) {
      pointer = move.at().or(() -> pointer);
    } else if (action instanceof Action.MouseButton button) {
      change(buttons, seenButtons, button.button(), button.pressed());
      pointer = button.at().or(() -> pointer);
    } else if (action instanceof Action.Focus focus && !focus.focused()) {
      // what is let go of while another window has the keyboard is not heard of
      keys.clear();
      buttons.clear();
    }
  }

  private static <T> void change(SortedSet<T> down, SortedSet<T> seen, T what, boolean pressed) {
    if (pressed) {
      down.add(what);
      seen.add(what);
    } else {
      down.remove(what);
    }
  }

  /** Writes the lines of all pictures that are left. */
  void finish() throws IOException {
    while (shown < pictures.size()) {
      next();
    }
  }

  /** Writes the current picture's line and goes to the next. */
  private void next() throws IOException {
    if (shown >= 0) {
      Optional<Point> at = pointer.map(p -> new Point(p.x() * scale, p.y() * scale));
      FrameLine line =
          new FrameLine(
              shown,
              pictures.get(shown),
              new ArrayList<>(seenKeys),
              new ArrayList<>(seenButtons),
              at);
      out.write(line.json());
      out.write('\n');
    }
    shown++;
    seenKeys.clear();
    seenKeys.addAll(keys);
    seenButtons.clear();
    seenButtons.addAll(buttons);
  }
}
