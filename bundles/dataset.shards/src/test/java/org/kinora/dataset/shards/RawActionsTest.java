package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.kinora.dataset.shards.Streams.FRAMES_US;
import static org.kinora.dataset.shards.Streams.PICTURE;
import static org.kinora.dataset.shards.Streams.SPAN;
import static org.kinora.dataset.shards.Streams.click;
import static org.kinora.dataset.shards.Streams.focus;
import static org.kinora.dataset.shards.Streams.key;
import static org.kinora.dataset.shards.Streams.lines;
import static org.kinora.dataset.shards.Streams.move;
import static org.kinora.dataset.shards.Streams.pad;
import static org.kinora.dataset.shards.Streams.repeat;
import static org.kinora.dataset.shards.Streams.stick;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kinora.dataset.shards.ActionRow.Origin;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;

class RawActionsTest {
  private final RawActions raw = new RawActions(CaptureRect.of(PICTURE), PICTURE, TypedText.KEEP);

  @Test
  void rows_beginWithWhatIsHeld() {
    raw.pass(
        List.of(
            key(100, true, "KeyW"),
            key(200, true, "KeyA"),
            click(300, true, 0),
            stick(400, Stick.LEFT, -1, 0.25),
            pad(500, GamepadButton.LEFT_TRIGGER, 0.25),
            key(600, false, "KeyA"),
            move(700, 30, 40)));
    List<ActionRow> rows =
        raw.rows(SPAN, FRAMES_US, List.of(key(2_000, false, "KeyW"), move(2_999, -5, 0)));
    assertEquals(
        List.of(
            "0.000 f0 mousemove at 30.0,40.0 HELD",
            "0.000 f0 keydown KeyW HELD",
            "0.000 f0 mousedown 0 HELD",
            "0.000 f0 stick stick LEFT -1.000,0.250 HELD",
            "0.000 f0 button left_trigger 0.250 HELD",
            "0.000 f0 keyup KeyW",
            "999.000 f9 mousemove at -5.0,0.0"),
        lines(rows));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), rows.stream().map(ActionRow::seq).toList());
  }

  @Test
  void rows_keyHeldOverThreeChunks_isKnownAtEachStart() {
    List<List<ActionRow>> chunks = new ArrayList<>();
    List<List<InputEvent>> events =
        List.of(List.of(key(500, true, "KeyW")), List.of(repeat(1_500, "KeyW")), List.of());
    for (int i = 0; i < 3; i++) {
      ChunkSpan span =
          new ChunkSpan(i, i * 1_000_000L, (i + 1) * 1_000_000L, i * 10L, i * 10L + 10, false);
      chunks.add(raw.rows(span, FRAMES_US, events.get(i)));
    }
    assertEquals(List.of("500.000 f5 keydown KeyW"), lines(chunks.get(0)));
    assertEquals(
        List.of("0.000 f0 keydown KeyW HELD", "500.000 f5 keydown KeyW"), lines(chunks.get(1)));
    assertEquals(List.of("0.000 f0 keydown KeyW HELD"), lines(chunks.get(2)));
    assertEquals(1, raw.open());
  }

  @Test
  void rows_windowLostFocus_holdsNoKeys() {
    raw.pass(
        List.of(
            key(1, true, "KeyW"), pad(2, GamepadButton.SOUTH, 1), focus(3, false), move(4, 1, 1)));
    assertEquals(
        List.of("0.000 f0 mousemove at 1.0,1.0 HELD", "0.000 f0 button south 1.000 HELD"),
        lines(raw.rows(SPAN, FRAMES_US, List.of())));
  }

  @Test
  void rows_notes_nameWhatIsOdd() {
    long[] late = {50_000, 500_000};
    assertEquals(
        List.of(
            "10.000 f0 keyup KeyW (before_first_frame,orphan_release)",
            "499.000 f0 keydown KeyW",
            "500.000 f1 keyup KeyW"),
        lines(
            raw.rows(
                SPAN,
                late,
                List.of(
                    key(2_010, false, "KeyW"),
                    key(2_499, true, "KeyW"),
                    key(2_500, false, "KeyW")))));
    assertEquals(2_500_000, raw.lastUs().getAsLong());
  }

  @Test
  void rows_captureRectangle_becomesThePicture() {
    CaptureRect rect = new CaptureRect(10, 20, 200, 100, 2);
    RawActions scaled = new RawActions(rect, PICTURE, TypedText.KEEP);
    assertEquals(
        List.of("0.000 f0 mousemove at 0.0,0.0", "1.000 f0 mousemove at 100.0,50.0"),
        lines(scaled.rows(SPAN, FRAMES_US, List.of(move(2_000, 10, 20), move(2_001, 210, 120)))));
  }

  @Test
  void rows_typedText_isToldAsFarAsAllowed() {
    InputEvent typed = key(2_000, true, "KeyW");
    for (TypedText policy : TypedText.values()) {
      RawActions told = new RawActions(CaptureRect.of(PICTURE), PICTURE, policy);
      String text = told.rows(SPAN, FRAMES_US, List.of(typed)).get(0).event().toString();
      assertEquals(policy == TypedText.KEEP, text.contains("key=W"), text);
      assertEquals(policy != TypedText.OMIT, text.contains("KeyW"), text);
      assertEquals(1, told.open(), "what is held is known all the same");
    }
  }

  @Test
  void rows_eventsOutOfOrderOrPlace_areRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> raw.rows(SPAN, FRAMES_US, List.of(move(3_000, 0, 0))));
    raw.pass(List.of(move(2_500, 0, 0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> raw.rows(SPAN, FRAMES_US, List.of(move(2_400, 0, 0))));
  }

  @Test
  void rows_anyEvents_areAllThereAndNothingElseIsHeld() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    List<InputEvent> events = new ArrayList<>();
    for (long ms = 0; ms < 10_000; ms += random.nextInt(40)) {
      String code = "Key" + (char) ('A' + random.nextInt(6));
      events.add(
          switch (random.nextInt(3)) {
            case 0 -> key(ms, random.nextBoolean(), code);
            case 1 -> click(ms, random.nextBoolean(), random.nextInt(3));
            default -> move(ms, random.nextInt(100), random.nextInt(50));
          });
    }
    List<InputEvent> found = new ArrayList<>();
    Set<String> down = new TreeSet<>();
    for (int i = 0; i < 10; i++) {
      ChunkSpan span =
          new ChunkSpan(i, i * 1_000_000L, (i + 1) * 1_000_000L, i * 10L, i * 10L + 10, false);
      List<InputEvent> inside =
          events.stream().filter(event -> span.holds(event.timeUs())).toList();
      List<ActionRow> rows = raw.rows(span, FRAMES_US, inside);
      String where = "seed %d, chunk %d".formatted(seed, i);
      assertEquals(down, controls(rows), where);
      rows.stream()
          .filter(row -> row.origin() == Origin.RECORDED)
          .forEach(row -> found.add(row.event()));
      inside.forEach(
          event ->
              Control.of(event)
                  .map(Control::name)
                  .ifPresent(
                      name -> {
                        if (Control.isDown(event.action())) {
                          down.add(name);
                        } else {
                          down.remove(name);
                        }
                      }));
    }
    assertEquals(events, found, "seed " + seed);
  }

  private static Set<String> controls(Collection<ActionRow> rows) {
    return rows.stream()
        .filter(row -> row.origin() == Origin.HELD)
        .flatMap(row -> Control.of(row.event()).stream())
        .map(Control::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
