package org.kinora.lib.dataset;

import java.util.Optional;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.TouchPhase;
import org.kinora.lib.events.InputEvent;

/**
 * Something that can be down: a key, a button, a finger, a stick that is not at rest.
 *
 * @param source {@code keyboard}, {@code mouse}, {@code touch}, {@code gamepad}
 * @param device which of them
 * @param name which control of it
 */
public record Control(String source, int device, String name) {
  /** The control that an action is about, if it is about one. */
  public static Optional<Control> of(InputEvent event) {
    Action action = event.action();
    if (action instanceof Action.Key key) {
      String name = key.code().isEmpty() ? key.key() : key.code();
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new Control("keyboard", event.device(), name));
    } else if (action instanceof Action.MouseButton button) {
      return Optional.of(new Control("mouse", event.device(), "" + button.button()));
    } else if (action instanceof Action.Touch touch) {
      return Optional.of(new Control("touch", event.device(), "" + touch.id()));
    } else if (action instanceof Action.PadButton button) {
      return Optional.of(new Control("gamepad", button.gamepad(), button.button().label()));
    } else if (action instanceof Action.PadStick stick) {
      return Optional.of(new Control("gamepad", stick.gamepad(), "stick " + stick.stick()));
    }
    return Optional.empty();
  }

  /** Whether a control is down after an action on it. */
  public static boolean isDown(Action action) {
    if (action instanceof Action.Key key) {
      return key.pressed();
    } else if (action instanceof Action.MouseButton button) {
      return button.pressed();
    } else if (action instanceof Action.Touch touch) {
      return touch.phase() == TouchPhase.START || touch.phase() == TouchPhase.MOVE;
    } else if (action instanceof Action.PadButton button) {
      return button.pressed() || button.value() > 0;
    }
    return action instanceof Action.PadStick stick && (stick.x() != 0 || stick.y() != 0);
  }

  /** What lets a control go again that an action holds down. */
  public static Action release(Action held) {
    if (held instanceof Action.Key key) {
      return new Action.Key(false, key.key(), key.code(), false);
    } else if (held instanceof Action.MouseButton button) {
      return new Action.MouseButton(false, button.button(), button.at(), button.locked());
    } else if (held instanceof Action.Touch touch) {
      return new Action.Touch(TouchPhase.END, touch.id(), touch.at());
    } else if (held instanceof Action.PadButton button) {
      return new Action.PadButton(button.gamepad(), button.button(), false, 0);
    } else if (held instanceof Action.PadStick stick) {
      return new Action.PadStick(stick.gamepad(), stick.stick(), 0, 0);
    }
    throw new IllegalArgumentException(held + " holds nothing down");
  }

  /** Whether an action lets a switch go; sticks come to rest and are no switches. */
  public static boolean isRelease(Action action) {
    return !isDown(action)
        && !(action instanceof Action.PadStick)
        && (action instanceof Action.Key
            || action instanceof Action.MouseButton
            || action instanceof Action.Touch
            || action instanceof Action.PadButton);
  }
}
