package org.kinora.lib.events;

import java.util.Locale;

/**
 * The buttons of a game controller by where they lie, in the order of the standard gamepad (W3C
 * Gamepad, section 9): the ordinal is the button's index there.
 */
public enum GamepadButton {
  SOUTH,
  EAST,
  WEST,
  NORTH,
  LEFT_SHOULDER,
  RIGHT_SHOULDER,
  LEFT_TRIGGER,
  RIGHT_TRIGGER,
  BACK,
  START,
  LEFT_THUMB,
  RIGHT_THUMB,
  DPAD_UP,
  DPAD_DOWN,
  DPAD_LEFT,
  DPAD_RIGHT,
  GUIDE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As it is written in events and data sets: {@code left_shoulder}. */
  public String label() {
    return label;
  }
}
