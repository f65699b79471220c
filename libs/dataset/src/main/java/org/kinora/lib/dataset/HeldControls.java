package org.kinora.lib.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/** What is down, and where the pointer is, after the events so far. */
public final class HeldControls {
  /** The event that last changed each, in the order in which they went down. */
  private final Map<Control, InputEvent> down = new LinkedHashMap<>();

  private Optional<InputEvent> pointer = Optional.empty();

  /**
   * Takes the next event.
   *
   * @return whether it releases a switch that was not known to be down
   */
  public boolean apply(InputEvent event) {
    Action action = event.action();
    Optional<Point> place = action.place();
    if (place.isPresent() && !(action instanceof Action.Touch)) {
      pointer = Optional.of(event.with(new Action.MouseMove(place, Optional.empty(), false)));
    }
    if (action instanceof Action.Focus focus && !focus.focused()) {
      // What is let go while another window has the focus is never told.
      down.keySet().removeIf(control -> !control.source().equals("gamepad"));
    }
    Optional<Control> control = Control.of(event);
    if (control.isEmpty()) {
      return false;
    }
    if (Control.isDown(action)) {
      down.put(control.get(), event);
      return false;
    }
    return down.remove(control.get()) == null && Control.isRelease(action);
  }

  /** The events that hold something down, in the order in which it went down. */
  public List<InputEvent> down() {
    return List.copyOf(down.values());
  }

  /** Where the mouse is, as a move to it. */
  public Optional<InputEvent> pointer() {
    return pointer;
  }

  /** {@link #pointer()} and {@link #down()}. */
  public List<InputEvent> all() {
    List<InputEvent> all = new ArrayList<>();
    pointer.ifPresent(all::add);
    all.addAll(down.values());
    return all;
  }
}
