package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.Action.WheelMode;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/** Hand-made events, and rows as lines. */
final class Streams {
  static final PictureSize PICTURE = new PictureSize(100, 50);

  /** A chunk of one second and ten frames that begins at second 2. */
  static final ChunkSpan SPAN = new ChunkSpan(2, 2_000_000, 3_000_000, 20, 30, false);

  static final long[] FRAMES_US = LongStream.range(0, 10).map(i -> i * 100_000).toArray();

  private Streams() {}

  static InputEvent key(long ms, boolean pressed, String code) {
    return InputEvent.of(ms * 1000, new Action.Key(pressed, code.substring(3), code, false));
  }

  static InputEvent repeat(long ms, String code) {
    return InputEvent.of(ms * 1000, new Action.Key(true, code.substring(3), code, true));
  }

  static InputEvent move(long ms, double x, double y) {
    return InputEvent.of(
        ms * 1000, new Action.MouseMove(Optional.of(new Point(x, y)), Optional.empty(), false));
  }

  static InputEvent turn(long ms, double dx, double dy) {
    return InputEvent.of(
        ms * 1000, new Action.MouseMove(Optional.empty(), Optional.of(new Point(dx, dy)), true));
  }

  static InputEvent click(long ms, boolean pressed, int button) {
    return InputEvent.of(
        ms * 1000, new Action.MouseButton(pressed, button, Optional.of(new Point(10, 20)), false));
  }

  static InputEvent wheel(long ms, double y) {
    return InputEvent.of(
        ms * 1000, new Action.Wheel(0, y, WheelMode.LINE, Optional.of(new Point(10, 20))));
  }

  static InputEvent pad(long ms, GamepadButton button, double value) {
    return InputEvent.of(ms * 1000, new Action.PadButton(0, button, value > 0.5, value));
  }

  static InputEvent stick(long ms, Stick stick, double x, double y) {
    return InputEvent.of(ms * 1000, new Action.PadStick(0, stick, x, y));
  }

  static InputEvent focus(long ms, boolean focused) {
    return InputEvent.of(ms * 1000, new Action.Focus(focused));
  }

  /** The rows of the chunk, of events in it. */
  static List<ActionRow> rows(InputEvent... events) {
    return new RawActions(CaptureRect.of(PICTURE), PICTURE, TypedText.KEEP)
        .rows(SPAN, FRAMES_US, List.of(events));
  }

  /** A line a row: time in ms, frame, event, what it is about, origin if it was not recorded. */
  static List<String> lines(List<ActionRow> rows) {
    List<String> lines = new ArrayList<>();
    for (ActionRow row : rows) {
      Action action = row.event().action();
      StringBuilder line =
          new StringBuilder(
              String.format(
                  Locale.ROOT, "%.3f f%d %s", row.tUs() / 1e3, row.frame(), row.event().type()));
      Control.of(row.event()).ifPresent(control -> line.append(' ').append(control.name()));
      if (action instanceof Action.PadStick stick) {
        line.append(String.format(Locale.ROOT, " %.3f,%.3f", stick.x(), stick.y()));
      } else if (action instanceof Action.PadButton button) {
        line.append(String.format(Locale.ROOT, " %.3f", button.value()));
      } else if (action instanceof Action.MouseMove move) {
        move.at().ifPresent(at -> line.append(" at ").append(at.x()).append(',').append(at.y()));
        move.by().ifPresent(by -> line.append(" by ").append(by.x()).append(',').append(by.y()));
      }
      if (row.synthetic()) {
        line.append(' ').append(row.origin());
      }
      if (!row.notes().isEmpty()) {
        line.append(" (").append(row.noteCodes()).append(')');
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
