package org.kinora.lib.events;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * One thing that was done, and when.
 *
 * @param timeUs from the start of the recording
 * @param device tells keyboards, mice and touch screens of one computer apart; 0 where there is one
 * @param modifiers which modifier keys were down, a sum of {@link #CTRL} and the others, where the
 *     recorder noted it
 * @param meta what else the recorder noted: a JSON object on one line, or empty
 */
public record InputEvent(
    long timeUs, int device, OptionalInt modifiers, Action action, String meta) {
  /** Control was down. */
  public static final int CTRL = 1;

  /** Alt or Option was down. */
  public static final int ALT = 2;

  /** Shift was down. */
  public static final int SHIFT = 4;

  /** The Windows or Command key was down. */
  public static final int META = 8;

  /** Checks the ranges; makes the text encodable. */
  public InputEvent {
    Numbers.notNegative(device);
    if (modifiers.isPresent() && (modifiers.getAsInt() & -16) != 0) {
      throw new IllegalArgumentException(modifiers.getAsInt() + ", expected modifiers 0 to 15");
    }
    Objects.requireNonNull(action);
    meta = Text.encodable(meta);
  }

  /** An event of which only this is known. */
  public static InputEvent of(long timeUs, Action action) {
    return new InputEvent(timeUs, 0, OptionalInt.empty(), action, "");
  }

  /** The same event at another time. */
  public InputEvent at(long otherUs) {
    return new InputEvent(otherUs, device, modifiers, action, meta);
  }

  /** The same event with another action. */
  public InputEvent with(Action other) {
    return new InputEvent(timeUs, device, modifiers, other, meta);
  }

  /** What kind of event this is, in the schema's word: {@code keydown}. */
  public String type() {
    if (action instanceof Action.Key key) {
      return key.pressed() ? "keydown" : "keyup";
    } else if (action instanceof Action.MouseMove) {
      return "mousemove";
    } else if (action instanceof Action.MouseButton button) {
      return button.pressed() ? "mousedown" : "mouseup";
    } else if (action instanceof Action.Wheel) {
      return "wheel";
    } else if (action instanceof Action.Touch touch) {
      return "touch" + Version1.word(touch.phase());
    } else if (action instanceof Action.PadButton) {
      return "button";
    } else if (action instanceof Action.PadStick) {
      return "stick";
    } else if (action instanceof Action.Focus focus) {
      return focus.focused() ? "focus" : "blur";
    }
    return action instanceof Action.Visibility ? "visibility" : "resize";
  }
}
