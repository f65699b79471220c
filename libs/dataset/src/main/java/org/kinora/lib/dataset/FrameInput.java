package org.kinora.lib.dataset;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/**
 * Makes one state a frame from input events. A control counts as down in each frame during which it
 * was down for a moment: a tap that is shorter than a frame is not lost. All controllers count as
 * one. Of each frame: {@link #begin}, then its events, then {@link #state}. One thread.
 */
public final class FrameInput {
  private static final Point NONE = new Point(0, 0);

  private final HeldControls held = new HeldControls();
  private final Set<String> keys = new TreeSet<>();
  private final Set<Integer> mouseButtons = new TreeSet<>();
  private final Set<GamepadButton> pad = EnumSet.noneOf(GamepadButton.class);
  private Point moved = NONE;
  private Point wheel = NONE;
  private Point left = NONE;
  private Point right = NONE;
  private double leftTrigger;
  private double rightTrigger;
  private int events;

  /**
   * What was done while one frame was shown.
   *
   * @param keys the keys that were down at any moment of it, by code, sorted
   * @param mouseButtons likewise
   * @param pointer where the mouse was at its end
   * @param moved how far the mouse moved during it
   * @param wheel how far the wheel was turned during it
   * @param pad the controller's buttons that were down at any moment of it
   * @param left the left stick at its end
   * @param right the right stick at its end
   * @param leftTrigger at its end, 0 to 1
   * @param rightTrigger at its end, 0 to 1
   * @param events how many events there were
   */
  public record State(
      List<String> keys,
      Set<Integer> mouseButtons,
      Optional<Point> pointer,
      Point moved,
      Point wheel,
      Set<GamepadButton> pad,
      Point left,
      Point right,
      double leftTrigger,
      double rightTrigger,
      int events) {
    /** Copies the collections. */
    public State {
      keys = List.copyOf(keys);
      mouseButtons = Set.copyOf(mouseButtons);
      pad = Set.copyOf(pad);
    }
  }

  /** Begins the next frame. What was down before is down in it too, until it is let go. */
  public void begin() {
    keys.clear();
    mouseButtons.clear();
    pad.clear();
    moved = NONE;
    wheel = NONE;
    events = 0;
    held.down().forEach(event -> press(event.action()));
  }

  /** Takes an event that says what was so before: nobody did it now. */
  public void hold(InputEvent event) {
    apply(event);
  }

  /** Takes the frame's next event. */
  public void take(InputEvent event) {
    Action action = event.action();
    if (action instanceof Action.MouseMove move) {
      Optional<Point> before = held.pointer().flatMap(at -> at.action().place());
      Optional<Point> way =
          move.by().or(() -> before.flatMap(from -> move.at().map(to -> between(from, to))));
      moved = way.map(moved::plus).orElse(moved);
    } else if (action instanceof Action.Wheel turned) {
      wheel = wheel.plus(new Point(turned.x(), turned.y()));
    }
    apply(event);
    events++;
  }

  private static Point between(Point from, Point to) {
    return new Point(to.x() - from.x(), to.y() - from.y());
  }

  private void apply(InputEvent event) {
    Action action = event.action();
    if (action instanceof Action.PadStick stick) {
      Point at = new Point(stick.x(), stick.y());
      left = stick.stick() == Stick.LEFT ? at : left;
      right = stick.stick() == Stick.RIGHT ? at : right;
    } else if (action instanceof Action.PadButton button) {
      leftTrigger = button.button() == GamepadButton.LEFT_TRIGGER ? button.value() : leftTrigger;
      rightTrigger = button.button() == GamepadButton.RIGHT_TRIGGER ? button.value() : rightTrigger;
    }
    held.apply(event);
    press(action);
  }

  private void press(Action action) {
    if (action instanceof Action.Key key && key.pressed()) {
      keys.add(key.code().isEmpty() ? key.key() : key.code());
    } else if (action instanceof Action.MouseButton button && button.pressed()) {
      mouseButtons.add(button.button());
    } else if (action instanceof Action.PadButton button && button.pressed()) {
      pad.add(button.button());
    }
  }

  /** The frame's state, with the events so far. */
  public State state() {
    return new State(
        keys.stream().filter(key -> !key.isEmpty()).toList(),
        mouseButtons,
        held.pointer().flatMap(at -> at.action().place()),
        moved,
        wheel,
        pad,
        left,
        right,
        leftTrigger,
        rightTrigger,
        events);
  }
}
