package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.Action.TouchPhase;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

class HeldControlsTest {
  private static final Optional<Point> HERE = Optional.of(new Point(3, 4));

  private final HeldControls held = new HeldControls();
  private long timeUs;

  private boolean apply(Action action) {
    return held.apply(InputEvent.of(timeUs++, action));
  }

  private static Action key(boolean pressed, String code) {
    return new Action.Key(pressed, "", code, false);
  }

  private List<String> down() {
    return held.down().stream().map(e -> Control.of(e).orElseThrow().name()).toList();
  }

  @Test
  void down_afterPressesAndReleases_isWhatIsStillDownInItsOrder() {
    apply(key(true, "KeyW"));
    apply(new Action.MouseButton(true, 2, HERE, false));
    apply(key(true, "ShiftLeft"));
    apply(new Action.PadButton(0, GamepadButton.SOUTH, true, 1));
    apply(new Action.PadStick(0, Stick.LEFT, 0.5, 0));
    apply(new Action.Touch(TouchPhase.START, 7, HERE));
    assertEquals(List.of("KeyW", "2", "ShiftLeft", "south", "stick LEFT", "7"), down());
    apply(key(false, "KeyW"));
    apply(new Action.MouseButton(false, 2, HERE, false));
    apply(new Action.PadStick(0, Stick.LEFT, 0, 0));
    apply(new Action.Touch(TouchPhase.CANCEL, 7, HERE));
    assertEquals(List.of("ShiftLeft", "south"), down());
  }

  @Test
  void apply_releaseOfWhatIsNotDown_isToldAndOnlyThat() {
    assertTrue(apply(key(false, "KeyW")), "nobody saw it go down");
    assertFalse(apply(key(true, "KeyW")));
    assertFalse(apply(key(true, "KeyW")), "repeated");
    assertFalse(apply(key(false, "KeyW")));
    assertTrue(apply(new Action.MouseButton(false, 0, HERE, false)));
    assertFalse(apply(new Action.PadStick(0, Stick.RIGHT, 0, 0)), "a stick is no switch");
    assertFalse(apply(key(false, "")), "nobody knows which key");
  }

  /**
   * What is let go while another window has the focus is never told; a controller has no window.
   */
  @Test
  void apply_blur_letsGoAllButTheController() {
    apply(key(true, "KeyW"));
    apply(new Action.MouseButton(true, 0, HERE, false));
    apply(new Action.PadButton(1, GamepadButton.LEFT_TRIGGER, false, 0.2));
    apply(new Action.Focus(false));
    assertEquals(List.of("left_trigger"), down());
    apply(new Action.Focus(true));
    assertEquals(List.of("left_trigger"), down());
  }

  @Test
  void apply_sameButtonOfTwoDevices_areTwo() {
    held.apply(InputEvent.of(0, key(true, "KeyW")));
    held.apply(new InputEvent(1, 1, OptionalInt.empty(), key(true, "KeyW"), ""));
    apply(key(false, "KeyW"));
    assertEquals(List.of("KeyW"), down());
  }

  @Test
  void pointer_anyPlaceOfTheMouse_isAMoveToIt() {
    assertEquals(Optional.empty(), held.pointer());
    apply(new Action.Wheel(0, 1, Action.WheelMode.LINE, HERE));
    assertEquals(
        new Action.MouseMove(HERE, Optional.empty(), false), held.pointer().orElseThrow().action());
    apply(new Action.Touch(TouchPhase.MOVE, 1, Optional.of(new Point(9, 9))));
    apply(new Action.MouseMove(Optional.empty(), Optional.of(new Point(5, 5)), true));
    assertEquals(HERE, held.pointer().orElseThrow().action().place(), "a finger is no mouse");
    apply(key(true, "KeyW"));
    assertEquals(3, held.all().size(), "the mouse, the finger, the key");
  }
}
