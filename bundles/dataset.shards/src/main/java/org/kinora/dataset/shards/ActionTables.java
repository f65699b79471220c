package org.kinora.dataset.shards;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.Action.TouchPhase;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.Point;
import org.kinora.lib.parquet.Column.Cell;
import org.kinora.lib.parquet.Table;

/** The tables of events. */
final class ActionTables {
  /** The controllers' buttons in the order of their columns: by name. */
  static final List<GamepadButton> BUTTONS =
      Arrays.stream(GamepadButton.values())
          .sorted(Comparator.comparing(GamepadButton::label))
          .toList();

  private static final int US_PER_MS = 1000;

  /** {@code actions_raw}: what was recorded, and what is held at the chunk's start. */
  static final Table<ActionRow> RAW = raw().table("actions_raw", 1, "event");

  /** {@code actions_processed}: what the rules made of it. */
  static final Table<ActionRow> PROCESSED =
      raw()
          .requiredBool("is_valid", "Whether the row is usable.", ActionRow::valid)
          .requiredFloat(
              "confidence",
              "1 measured, 0.9 put together of measured ones, 0.5 added.",
              ActionRow::confidence)
          .requiredText("notes", "Codes with commas between, or empty.", ActionRow::noteCodes)
          .table("actions_processed", 1, "event");

  private ActionTables() {}

  private static Table.Columns<ActionRow> raw() {
    Table.Columns<ActionRow> columns = Table.<ActionRow>with();
    seeds(columns);
    additions(columns);
    return columns;
  }

  /** The columns of the layout that this one grew from, in their order. */
  private static void seeds(Table.Columns<ActionRow> columns) {
    columns
        .requiredLong(
            "timestamp_ms",
            "When, ms from the chunk's start, rounded down.",
            row -> Math.floorDiv(row.tUs(), (long) US_PER_MS))
        .requiredLong("frame_idx", "The chunk's frame that is shown then.", ActionRow::frame)
        .requiredText(
            "source", "keyboard, mouse, touch, gamepad, window.", row -> source(action(row)))
        .requiredText("event_type", "What happened.", row -> row.event().type())
        .text("state", "pressed, released; held in rows of the chunk's start.", ActionTables::state)
        .text(
            "key",
            "What the key means in the layout in use.",
            text(Action.Key.class, Action.Key::key))
        .text("code", "Which key it is (UI Events).", text(Action.Key.class, Action.Key::code))
        .number("mouse_x", "Pixels of the picture; of touches too.", row -> x(row, 1))
        .number("mouse_y", "Pixels of the picture, down.", row -> y(row, 1))
        .number("mouse_x_norm", "mouse_x / width.", row -> x(row, row.picture().width()))
        .number("mouse_y_norm", "mouse_y / height.", row -> y(row, row.picture().height()))
        .number(
            "mouse_wheel",
            "Wheel, down, in the unit of wheel_mode.",
            of(Action.Wheel.class, wheel -> (float) wheel.y()))
        .integer(
            "mouse_button",
            "0 main, 1 middle, 2 second, 3 back, 4 forward.",
            of(Action.MouseButton.class, Action.MouseButton::button));
    for (GamepadButton button : BUTTONS) {
      columns.bool(
          "gamepad_button_" + button.label(),
          "Of events of this button: whether it is down.",
          of(Action.PadButton.class, pad -> pad.button() == button ? pad.pressed() : null));
    }
    columns
        .number("stick_left_x", "−1 left to 1 right.", stick(Stick.LEFT, Action.PadStick::x))
        .number("stick_left_y", "−1 up to 1 down.", stick(Stick.LEFT, Action.PadStick::y))
        .number("stick_right_x", "−1 left to 1 right.", stick(Stick.RIGHT, Action.PadStick::x))
        .number("stick_right_y", "−1 up to 1 down.", stick(Stick.RIGHT, Action.PadStick::y))
        .text("meta", "What else was recorded: a JSON object.", ActionTables::meta);
  }

  private static void additions(Table.Columns<ActionRow> columns) {
    columns
        .requiredLong("t_us", "When, µs from the chunk's start.", ActionRow::tUs)
        .requiredLong(
            "t_rec_us", "When, µs from the recording's start.", row -> row.event().timeUs())
        .requiredInt("seq", "Number of the row in the chunk, from 0.", ActionRow::seq)
        .requiredBool("synthetic", "Nobody did it at that time.", ActionRow::synthetic)
        .integer(
            "modifiers",
            "Sum of 1 control, 2 alt, 4 shift, 8 meta that were down.",
            row -> row.event().modifiers().isPresent() ? row.event().modifiers().getAsInt() : null)
        .bool("repeat", "The keyboard repeated the key.", of(Action.Key.class, Action.Key::repeat))
        .requiredInt("device_id", "Tells two mice apart.", row -> row.event().device())
        .number("mouse_dx", "Moved to the right, as the mouse tells.", move(Point::x))
        .number("mouse_dy", "Moved down, as the mouse tells.", move(Point::y))
        .bool("pointer_locked", "A page held the pointer.", ActionTables::locked)
        .number(
            "mouse_wheel_x",
            "Wheel, to the right.",
            of(Action.Wheel.class, wheel -> (float) wheel.x()))
        .integer(
            "wheel_mode",
            "0 pixels, 1 lines, 2 pages.",
            of(Action.Wheel.class, wheel -> wheel.mode().deltaMode()))
        .integer("touch_id", "Which finger.", of(Action.Touch.class, Action.Touch::id))
        .integer("gamepad_index", "Which controller.", ActionTables::gamepad)
        .number("trigger_left", "0 to 1.", trigger(GamepadButton.LEFT_TRIGGER))
        .number("trigger_right", "0 to 1.", trigger(GamepadButton.RIGHT_TRIGGER));
  }

  private static Action action(ActionRow row) {
    return row.event().action();
  }

  /** The kind of device, or {@code window}. */
  static String source(Action action) {
    if (action instanceof Action.Key) {
      return "keyboard";
    } else if (action instanceof Action.MouseMove
        || action instanceof Action.MouseButton
        || action instanceof Action.Wheel) {
      return "mouse";
    } else if (action instanceof Action.Touch) {
      return "touch";
    }
    return action instanceof Action.PadButton || action instanceof Action.PadStick
        ? "gamepad"
        : "window";
  }

  private static @Nullable String state(ActionRow row) {
    if (row.origin() == ActionRow.Origin.HELD) {
      return "held";
    }
    Action action = action(row);
    if (action instanceof Action.PadButton button) {
      return button.pressed() ? "pressed" : "released";
    }
    if ((action instanceof Action.Touch touch && touch.phase() == TouchPhase.MOVE)
        || action instanceof Action.PadStick
        || (Control.of(row.event()).isEmpty() && !(action instanceof Action.Key))) {
      return null;
    }
    return Control.isDown(action) ? "pressed" : "released";
  }

  private static @Nullable String meta(ActionRow row) {
    Action action = action(row);
    if (action instanceof Action.Visibility visibility) {
      return "{\"visible\":" + visibility.visible() + "}";
    } else if (action instanceof Action.Resize size) {
      return "{\"width\":%d,\"height\":%d}".formatted(size.width(), size.height());
    }
    return row.event().meta().isEmpty() ? null : row.event().meta();
  }

  private static @Nullable Float x(ActionRow row, int unit) {
    return action(row).place().map(place -> (float) (place.x() / unit)).orElse(null);
  }

  private static @Nullable Float y(ActionRow row, int unit) {
    return action(row).place().map(place -> (float) (place.y() / unit)).orElse(null);
  }

  private static @Nullable Boolean locked(ActionRow row) {
    return action(row) instanceof Action.MouseMove move
        ? (Boolean) move.locked()
        : action(row) instanceof Action.MouseButton button ? (Boolean) button.locked() : null;
  }

  private static @Nullable Integer gamepad(ActionRow row) {
    return action(row) instanceof Action.PadButton button
        ? (Integer) button.gamepad()
        : action(row) instanceof Action.PadStick stick ? (Integer) stick.gamepad() : null;
  }

  /** The cell of rows with one kind of action, and nothing in others. */
  private static <A extends Action, V> Cell<ActionRow, V> of(Class<A> kind, Cell<A, V> cell) {
    return row -> kind.isInstance(action(row)) ? cell.of(kind.cast(action(row))) : null;
  }

  /** A text, which is empty where it is not known. */
  private static <A extends Action> Cell<ActionRow, String> text(
      Class<A> kind, Cell<A, String> cell) {
    return of(
        kind,
        action -> {
          String text = cell.of(action);
          return text == null || text.isEmpty() ? null : text;
        });
  }

  private static Cell<ActionRow, Float> move(Cell<Point, Double> way) {
    return of(Action.MouseMove.class, move -> move.by().map(by -> number(by, way)).orElse(null));
  }

  private static Cell<ActionRow, Float> stick(Stick which, Cell<Action.PadStick, Double> way) {
    return of(Action.PadStick.class, stick -> stick.stick() == which ? number(stick, way) : null);
  }

  private static Cell<ActionRow, Float> trigger(GamepadButton which) {
    return of(
        Action.PadButton.class, pad -> pad.button() == which ? (Float) (float) pad.value() : null);
  }

  private static <A> @Nullable Float number(A of, Cell<A, Double> way) {
    Double value = way.of(of);
    return value == null ? null : value.floatValue();
  }
}
