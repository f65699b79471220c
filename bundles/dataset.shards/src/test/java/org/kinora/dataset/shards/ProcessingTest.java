package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kinora.dataset.shards.Streams.FRAMES_US;
import static org.kinora.dataset.shards.Streams.PICTURE;
import static org.kinora.dataset.shards.Streams.SPAN;
import static org.kinora.dataset.shards.Streams.click;
import static org.kinora.dataset.shards.Streams.key;
import static org.kinora.dataset.shards.Streams.lines;
import static org.kinora.dataset.shards.Streams.move;
import static org.kinora.dataset.shards.Streams.pad;
import static org.kinora.dataset.shards.Streams.repeat;
import static org.kinora.dataset.shards.Streams.rows;
import static org.kinora.dataset.shards.Streams.stick;
import static org.kinora.dataset.shards.Streams.turn;
import static org.kinora.dataset.shards.Streams.wheel;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;

/** Each rule, and what it makes of a stream that was made by hand. */
class ProcessingTest {
  private static List<String> after(Step step, InputEvent... events) {
    return lines(step.apply(rows(events), SPAN));
  }

  @Test
  void dropRepeats_keepsPressAndRelease() {
    assertEquals(
        List.of("0.000 f0 keydown KeyW", "600.000 f6 keyup KeyW"),
        after(
            new DropRepeats(),
            key(2_000, true, "KeyW"),
            repeat(2_500, "KeyW"),
            repeat(2_533, "KeyW"),
            key(2_600, false, "KeyW")));
  }

  @Test
  void dropDuplicates_keepsTheFirstOfTwo() {
    assertEquals(
        List.of(
            "0.000 f0 keydown KeyW",
            "1.000 f0 keydown KeyA",
            "2.000 f0 keydown KeyW",
            "10.000 f0 mousemove at 1.0,1.0",
            "11.000 f0 mousemove at 2.0,1.0",
            "11.000 f0 mousemove at 1.0,1.0",
            "20.000 f0 wheel",
            "20.000 f0 wheel",
            "30.000 f0 mousemove by 1.0,0.0",
            "30.000 f0 mousemove by 1.0,0.0"),
        after(
            new DropDuplicates(1_000),
            key(2_000, true, "KeyW"),
            key(2_001, true, "KeyW"),
            key(2_001, true, "KeyA"),
            key(2_002, true, "KeyW"),
            move(2_010, 1, 1),
            move(2_010, 1, 1),
            move(2_011, 2, 1),
            move(2_011, 1, 1),
            wheel(2_020, 3),
            wheel(2_020, 3),
            turn(2_030, 1, 0),
            turn(2_030, 1, 0)));
  }

  @Test
  void debounce_mergesWhatOpensForAMoment() {
    assertEquals(
        List.of(
            "0.000 f0 keydown KeyW",
            "50.000 f0 keyup KeyW",
            "58.000 f0 keydown KeyW",
            "60.000 f0 mousedown 0",
            "70.000 f0 mouseup 0",
            "75.000 f0 mousedown 0",
            "80.000 f0 button left_trigger 1.000",
            "81.000 f0 button left_trigger 0.000",
            "82.000 f0 button left_trigger 1.000"),
        after(
            new Debounce(8_000, 5_000),
            key(2_000, true, "KeyW"),
            key(2_010, false, "KeyW"),
            key(2_017, true, "KeyW"),
            key(2_050, false, "KeyW"),
            key(2_058, true, "KeyW"),
            click(2_060, true, 0),
            click(2_062, false, 0),
            click(2_066, true, 0),
            click(2_070, false, 0),
            click(2_075, true, 0),
            pad(2_080, GamepadButton.LEFT_TRIGGER, 1),
            pad(2_081, GamepadButton.LEFT_TRIGGER, 0),
            pad(2_082, GamepadButton.LEFT_TRIGGER, 1)));
  }

  @Test
  void deadzone_isRestAndKeepsTheDirection() {
    assertEquals(
        List.of(
            "0.000 f0 stick stick LEFT 0.000,0.000",
            "1.000 f0 stick stick LEFT 0.300,0.400",
            "2.000 f0 stick stick RIGHT -1.000,0.000",
            "3.000 f0 button right_trigger 0.000",
            "4.000 f0 button right_trigger 0.500"),
        after(
            new Deadzone(0.12, 0.05),
            stick(2_000, Stick.LEFT, 0.06, -0.1),
            // a way of 0.56 = 0.12 + half of 0.88
            stick(2_001, Stick.LEFT, 0.56 * 0.6, 0.56 * 0.8),
            stick(2_002, Stick.RIGHT, -1, 0),
            pad(2_003, GamepadButton.RIGHT_TRIGGER, 0.05),
            pad(2_004, GamepadButton.RIGHT_TRIGGER, 0.525)));
  }

  @Test
  void clip_movesToTheEdge() {
    assertEquals(
        List.of(
            "0.000 f0 mousemove at 100.0,50.0",
            "1.000 f0 mousemove at 0.0,50.0 (out_of_frame)",
            "2.000 f0 mousemove by -5.0,0.0",
            "3.000 f0 mousedown 0"),
        after(
            new ClipToPicture(),
            move(2_000, 100, 50),
            move(2_001, -1, 51),
            turn(2_002, -5, 0),
            click(2_003, true, 0)));
  }

  @Test
  void pairReleases_letsGoAtTheEnd() {
    RawActions raw = new RawActions(CaptureRect.of(PICTURE), PICTURE, TypedText.KEEP);
    raw.pass(List.of(key(1, true, "KeyW"), key(2, true, "KeyA")));
    assertEquals(
        List.of(
            "0.000 f0 keydown KeyW HELD",
            "0.000 f0 keydown KeyA HELD",
            "5.000 f0 keyup KeyW",
            "6.000 f0 stick stick LEFT 1.000,0.000",
            "999.999 f9 keyup KeyA ADDED (synthetic_release)",
            "999.999 f9 stick stick LEFT 0.000,0.000 ADDED (synthetic_release)"),
        lines(
            new PairReleases()
                .apply(
                    raw.rows(
                        SPAN,
                        FRAMES_US,
                        List.of(key(2_005, false, "KeyW"), stick(2_006, Stick.LEFT, 1, 0))),
                    SPAN)));
  }

  @Test
  void coalesceMoves_leavesOneAFrame() {
    assertEquals(
        List.of(
            "5.000 f0 mousedown 0",
            "6.000 f0 mousemove at 3.0,3.0 (coalesced)",
            "100.000 f1 mousemove at 4.0,4.0",
            "202.000 f2 mousemove by 3.0,5.0 (coalesced)"),
        after(
            new CoalesceMoves(),
            move(2_000, 1, 1),
            move(2_004, 2, 2),
            click(2_005, true, 0),
            move(2_006, 3, 3),
            move(2_100, 4, 4),
            turn(2_200, 1, 2),
            turn(2_202, 2, 3)));
  }

  @Test
  void remapKeys_changesTheCode() {
    assertEquals(
        List.of("0.000 f0 keydown KeyZ (remapped)", "1.000 f0 keydown KeyA"),
        after(
            new RemapKeys(Map.of("KeyW", "KeyZ")),
            key(2_000, true, "KeyW"),
            key(2_001, true, "KeyA")));
  }

  @Test
  void usual_ofAnOddStream_isInOrderAndNumbered() {
    List<ActionRow> rows =
        Processing.usual()
            .apply(
                rows(
                    key(2_000, false, "KeyQ"),
                    key(2_100, true, "KeyW"),
                    repeat(2_200, "KeyW"),
                    move(2_300, 500, 1)),
                SPAN);
    assertEquals(
        List.of(
            "0.000 f0 keyup KeyQ (orphan_release)",
            "100.000 f1 keydown KeyW",
            "300.000 f3 mousemove at 100.0,1.0 (out_of_frame)",
            "999.999 f9 keyup KeyW ADDED (synthetic_release)"),
        lines(rows));
    assertEquals(List.of(0, 1, 2, 3), rows.stream().map(ActionRow::seq).toList());
    assertEquals(List.of(false, true, true, true), rows.stream().map(ActionRow::valid).toList());
    assertEquals(List.of(1f, 1f, 1f, 0.5f), rows.stream().map(ActionRow::confidence).toList());
  }
}
