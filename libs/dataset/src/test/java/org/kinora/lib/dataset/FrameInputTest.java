package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

class FrameInputTest {
  private final FrameInput input = new FrameInput();

  private FrameInput.State frame(Action... actions) {
    input.begin();
    for (Action action : actions) {
      input.take(InputEvent.of(0, action));
    }
    return input.state();
  }

  private static Action key(boolean pressed, String code) {
    return new Action.Key(pressed, "", code, false);
  }

  private static Action move(double x, double y) {
    return new Action.MouseMove(Optional.of(new Point(x, y)), Optional.empty(), false);
  }

  @Test
  void state_tapWithinAFrame_isDownInThatFrameAlone() {
    FrameInput.State tapped = frame(key(true, "KeyA"), key(false, "KeyA"));
    assertEquals(List.of("KeyA"), tapped.keys());
    assertEquals(2, tapped.events());
    assertEquals(List.of(), frame().keys());
  }

  @Test
  void state_heldKeys_areDownUntilTheFrameInWhichTheyAreLetGo() {
    assertEquals(List.of("KeyA", "KeyW"), frame(key(true, "KeyW"), key(true, "KeyA")).keys());
    assertEquals(List.of("KeyA", "KeyW"), frame().keys());
    assertEquals(List.of("KeyA", "KeyW"), frame(key(false, "KeyW")).keys());
    assertEquals(List.of("KeyA"), frame().keys());
    assertEquals(List.of("KeyA"), frame(new Action.Focus(false)).keys());
    assertEquals(List.of(), frame().keys());
  }

  @Test
  void state_ways_areSumsOverTheFrame() {
    assertEquals(new Point(0, 0), frame(move(10, 10)).moved(), "nobody knows where from");
    assertEquals(new Point(7, -3), frame(move(13, 10), move(17, 7)).moved());
    Point told = new Point(100, 50);
    Action locked = new Action.MouseMove(Optional.empty(), Optional.of(told), true);
    assertEquals(new Point(200, 100), frame(locked, locked).moved(), "what the mouse says counts");
    Action wheel = new Action.Wheel(1, -2, Action.WheelMode.LINE, Optional.empty());
    assertEquals(new Point(2, -4), frame(wheel, wheel).wheel());
    FrameInput.State still = frame();
    assertEquals(new Point(0, 0), still.moved());
    assertEquals(new Point(0, 0), still.wheel());
    assertEquals(Optional.of(new Point(17, 7)), still.pointer());
  }

  @Test
  void state_controller_isAsAtTheFramesEnd() {
    FrameInput.State state =
        frame(
            new Action.PadStick(0, Stick.LEFT, 1, 1),
            new Action.PadStick(0, Stick.LEFT, -0.5, 0.25),
            new Action.PadButton(0, GamepadButton.RIGHT_TRIGGER, true, 0.9),
            new Action.PadButton(0, GamepadButton.RIGHT_TRIGGER, false, 0.1),
            new Action.PadButton(0, GamepadButton.NORTH, true, 1));
    assertEquals(new Point(-0.5, 0.25), state.left());
    assertEquals(new Point(0, 0), state.right());
    assertEquals(0.1, state.rightTrigger());
    assertEquals(Set.of(GamepadButton.RIGHT_TRIGGER, GamepadButton.NORTH), state.pad());
    FrameInput.State next = frame();
    assertEquals(new Point(-0.5, 0.25), next.left());
    assertEquals(Set.of(GamepadButton.NORTH), next.pad());
  }

  @Test
  void hold_whatWasSoBefore_countsAndIsNoEvent() {
    input.begin();
    input.hold(InputEvent.of(0, key(true, "KeyW")));
    input.hold(InputEvent.of(0, new Action.MouseButton(true, 1, Optional.empty(), false)));
    input.hold(InputEvent.of(0, move(4, 5)));
    FrameInput.State state = input.state();
    assertEquals(List.of("KeyW"), state.keys());
    assertEquals(Set.of(1), state.mouseButtons());
    assertEquals(0, state.events());
    assertEquals(new Point(1, 1), frame(move(5, 6)).moved(), "from where it was held");
  }
}
