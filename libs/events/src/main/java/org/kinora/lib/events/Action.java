package org.kinora.lib.events;

import java.util.Objects;
import java.util.Optional;

/** What was done. Each kind of event of the {@code input} schema is one of these. */
public sealed interface Action {
  /** The place that it was done at, if it was done at one. */
  default Optional<Point> place() {
    if (this instanceof MouseMove move) {
      return move.at();
    } else if (this instanceof MouseButton button) {
      return button.at();
    } else if (this instanceof Wheel wheel) {
      return wheel.at();
    }
    return this instanceof Touch touch ? touch.at() : Optional.empty();
  }

  /**
   * A key went down or up.
   *
   * @param key what it means in the layout in use: {@code a}, {@code Enter}; empty where not known
   * @param code which key it is, whatever the layout: {@code KeyA}; empty where not known
   * @param repeat whether the keyboard repeated a key that was already down
   */
  record Key(boolean pressed, String key, String code, boolean repeat) implements Action {
    /** Makes both encodable. */
    public Key {
      key = Text.encodable(key);
      code = Text.encodable(code);
    }
  }

  /**
   * The mouse moved.
   *
   * @param at where it is now
   * @param by how far it moved, where that was measured; what counts while it is locked
   * @param locked whether a page held the pointer, so that {@code at} stands still
   */
  record MouseMove(Optional<Point> at, Optional<Point> by, boolean locked) implements Action {
    /** Checks for null. */
    public MouseMove {
      Objects.requireNonNull(at);
      Objects.requireNonNull(by);
    }
  }

  /**
   * A mouse button went down or up.
   *
   * @param button 0 main, 1 middle, 2 second, 3 back, 4 forward (UI Events, section 3.4)
   */
  record MouseButton(boolean pressed, int button, Optional<Point> at, boolean locked)
      implements Action {
    /** Checks the number. */
    public MouseButton {
      Numbers.notNegative(button);
      Objects.requireNonNull(at);
    }
  }

  /** What a wheel's numbers count. */
  enum WheelMode {
    PIXEL(0),
    LINE(1),
    PAGE(2);

    private final int deltaMode;

    WheelMode(int deltaMode) {
      this.deltaMode = deltaMode;
    }

    /** Its number in browsers (UI Events, section 3.5). */
    public int deltaMode() {
      return deltaMode;
    }
  }

  /**
   * A wheel was turned.
   *
   * @param x to the right
   * @param y down, towards the person
   */
  record Wheel(double x, double y, WheelMode mode, Optional<Point> at) implements Action {
    /** Checks the numbers. */
    public Wheel {
      x = Numbers.finite(x);
      y = Numbers.finite(y);
      Objects.requireNonNull(mode);
      Objects.requireNonNull(at);
    }
  }

  /** What a finger does. */
  enum TouchPhase {
    START,
    MOVE,
    END,
    CANCEL
  }

  /**
   * A finger on a touch screen.
   *
   * @param id the same from its start to its end
   */
  record Touch(TouchPhase phase, int id, Optional<Point> at) implements Action {
    /** Checks for null. */
    public Touch {
      Objects.requireNonNull(phase);
      Objects.requireNonNull(at);
    }
  }

  /**
   * A controller's button or trigger changed.
   *
   * @param gamepad the controller's index
   * @param value how far it is pressed, 0 to 1
   */
  record PadButton(int gamepad, GamepadButton button, boolean pressed, double value)
      implements Action {
    /** Checks the range. */
    public PadButton {
      Numbers.notNegative(gamepad);
      Objects.requireNonNull(button);
      value = Numbers.between(0, value, 1);
    }
  }

  /** A controller's stick. */
  enum Stick {
    LEFT,
    RIGHT
  }

  /**
   * A controller's stick moved.
   *
   * @param gamepad the controller's index
   * @param x −1 left to 1 right
   * @param y −1 up to 1 down
   */
  record PadStick(int gamepad, Stick stick, double x, double y) implements Action {
    /** Checks the range. */
    public PadStick {
      Numbers.notNegative(gamepad);
      Objects.requireNonNull(stick);
      x = Numbers.between(-1, x, 1);
      y = Numbers.between(-1, y, 1);
    }
  }

  /** The window that is recorded gained or lost the keyboard. */
  record Focus(boolean focused) implements Action {}

  /** The window that is recorded was shown or hidden. */
  record Visibility(boolean visible) implements Action {}

  /** The window that is recorded has a new size, in pixels. */
  record Resize(int width, int height) implements Action {
    /** Checks the numbers. */
    public Resize {
      Numbers.notNegative(width);
      Numbers.notNegative(height);
    }
  }
}
