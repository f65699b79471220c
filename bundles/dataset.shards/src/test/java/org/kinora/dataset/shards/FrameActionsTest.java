package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kinora.dataset.shards.Streams.FRAMES_US;
import static org.kinora.dataset.shards.Streams.PICTURE;
import static org.kinora.dataset.shards.Streams.SPAN;
import static org.kinora.dataset.shards.Streams.click;
import static org.kinora.dataset.shards.Streams.key;
import static org.kinora.dataset.shards.Streams.move;
import static org.kinora.dataset.shards.Streams.pad;
import static org.kinora.dataset.shards.Streams.stick;
import static org.kinora.dataset.shards.Streams.turn;
import static org.kinora.dataset.shards.Streams.wheel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

class FrameActionsTest {
  private static List<FrameState> states(List<InputEvent> before, InputEvent... events) {
    RawActions raw = new RawActions(CaptureRect.of(PICTURE), PICTURE, TypedText.KEEP);
    raw.pass(before);
    List<ActionRow> rows = raw.rows(SPAN, FRAMES_US, List.of(events));
    return FrameActions.of(rows, SPAN, FRAMES_US, PICTURE, 300_000, 0);
  }

  @Test
  void of_keys_areDownInEachFrameTheyTouch() {
    List<FrameState> states =
        states(
            List.of(key(1, true, "KeyW")),
            key(2_150, true, "KeyA"),
            key(2_160, false, "KeyA"),
            key(2_350, false, "KeyW"));
    assertEquals(
        List.of(
            List.of("KeyW"), List.of("KeyA", "KeyW"), List.of("KeyW"), List.of("KeyW"), List.of()),
        states.subList(0, 5).stream().map(state -> state.input().keys()).toList());
    assertEquals(10, states.size());
  }

  @Test
  void of_mouse_isSummedAFrame() {
    List<FrameState> states =
        states(
            List.of(move(1_000, 10, 10)),
            move(2_010, 15, 8),
            move(2_090, 20, 8),
            turn(2_110, -3, 4),
            wheel(2_120, 3),
            wheel(2_130, -1),
            click(2_310, true, 2),
            click(2_320, false, 2));
    assertEquals(new Point(10, -2), states.get(0).input().moved());
    assertEquals(Optional.of(new Point(20, 8)), states.get(0).input().pointer());
    assertEquals(2, states.get(0).input().events());
    assertEquals(new Point(-3, 4), states.get(1).input().moved());
    assertEquals(new Point(0, 2), states.get(1).input().wheel());
    assertEquals(Set.of(2), states.get(3).input().mouseButtons());
    assertEquals(Set.of(), states.get(4).input().mouseButtons());
    assertEquals(Optional.of(new Point(10, 20)), states.get(9).input().pointer());
  }

  @Test
  void of_pad_isDownOrWhereItEnds() {
    List<FrameState> states =
        states(
            List.of(),
            pad(2_000, GamepadButton.SOUTH, 1),
            pad(2_010, GamepadButton.SOUTH, 0),
            pad(2_020, GamepadButton.LEFT_TRIGGER, 0.25),
            stick(2_210, Stick.RIGHT, -1, 0.5),
            stick(2_290, Stick.RIGHT, 0, 0.25));
    assertEquals(Set.of(GamepadButton.SOUTH), states.get(0).input().pad());
    assertEquals(Set.of(), states.get(1).input().pad());
    assertEquals(0.25, states.get(5).input().leftTrigger());
    assertEquals(new Point(0, 0), states.get(1).input().right());
    assertEquals(new Point(0, 0.25), states.get(2).input().right());
    assertEquals(new Point(0, 0.25), states.get(9).input().right());
  }

  @Test
  void of_nothingDone_becomesIdle() {
    assertEquals(
        List.of(false, false, true, true, false, false, false, true, true, true),
        states(List.of(), move(2_450, 1, 1)).stream().map(FrameState::idle).toList());
  }
}
