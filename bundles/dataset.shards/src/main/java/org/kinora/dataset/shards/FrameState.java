package org.kinora.dataset.shards;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.dataset.FrameInput;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.Point;
import org.kinora.lib.parquet.Table;

/**
 * A row of {@code actions_frames}.
 *
 * @param timeUs when the frame is shown, from the chunk's start
 * @param input what was done while it was shown
 * @param idle whether nothing had been done for a while when it ended
 */
record FrameState(
    long index, long timeUs, FrameInput.State input, boolean idle, PictureSize picture) {
  private static final int MOUSE_BUTTONS = 5;

  /** {@code actions_frames}. */
  static final Table<FrameState> TABLE = table();

  /** What readers of the NitroGen data set expect of {@code actions_raw}: a row a frame. */
  static final Table<FrameState> NITROGEN =
      pad("")
          .doubles(
              "j_left",
              "Left stick [x, y], −1 to 1, [−1, −1] top left.",
              s -> list(s.input().left()))
          .doubles("j_right", "Right stick likewise.", s -> list(s.input().right()))
          .table("nitrogen", 1, "frame");

  private static List<Double> list(Point point) {
    return List.of(point.x(), point.y());
  }

  private static Table.Columns<FrameState> pad(String prefix) {
    Table.Columns<FrameState> columns = Table.<FrameState>with();
    addPad(columns, prefix);
    return columns;
  }

  private static void addPad(Table.Columns<FrameState> columns, String prefix) {
    for (GamepadButton button : ActionTables.BUTTONS) {
      columns.requiredBool(
          prefix + button.label(),
          "Down at any moment of the frame.",
          state -> state.input().pad().contains(button));
    }
  }

  private static Table<FrameState> table() {
    Table.Columns<FrameState> columns =
        Table.<FrameState>with()
            .requiredLong("frame_idx", "Number of the frame in the chunk.", FrameState::index)
            .requiredLong("pts_us", "When it is shown, µs from the chunk's start.", s -> s.timeUs())
            .texts(
                "keys", "Codes of keys down at any moment of it, sorted.", s -> s.input().keys());
    for (int i = 0; i < MOUSE_BUTTONS; i++) {
      int button = i;
      columns.requiredBool(
          "mouse_button_" + i,
          "Down at any moment of it.",
          s -> s.input().mouseButtons().contains(button));
    }
    columns
        .number("mouse_x", "At its end, pixels.", s -> x(s, 1))
        .number("mouse_y", "At its end, pixels.", s -> y(s, 1))
        .number("mouse_x_norm", "mouse_x / width.", s -> x(s, s.picture().width()))
        .number("mouse_y_norm", "mouse_y / height.", s -> y(s, s.picture().height()))
        .requiredFloat("mouse_dx", "Moved during it.", s -> (float) s.input().moved().x())
        .requiredFloat("mouse_dy", "Moved during it.", s -> (float) s.input().moved().y())
        .requiredFloat("mouse_wheel", "Turned during it, down.", s -> (float) s.input().wheel().y())
        .requiredFloat("mouse_wheel_x", "Turned during it.", s -> (float) s.input().wheel().x());
    addPad(columns, "gamepad_button_");
    return columns
        .requiredFloat("stick_left_x", "At its end.", s -> (float) s.input().left().x())
        .requiredFloat("stick_left_y", "At its end, down.", s -> (float) s.input().left().y())
        .requiredFloat("stick_right_x", "At its end.", s -> (float) s.input().right().x())
        .requiredFloat("stick_right_y", "At its end, down.", s -> (float) s.input().right().y())
        .requiredFloat("trigger_left", "At its end.", s -> (float) s.input().leftTrigger())
        .requiredFloat("trigger_right", "At its end.", s -> (float) s.input().rightTrigger())
        .requiredInt("event_count", "Events recorded during it.", s -> s.input().events())
        .requiredBool("is_idle", "Nothing was done for a while.", FrameState::idle)
        .table("actions_frames", 1, "frame");
  }

  private static @Nullable Float x(FrameState state, int unit) {
    return state.input().pointer().map(point -> (float) (point.x() / unit)).orElse(null);
  }

  private static @Nullable Float y(FrameState state, int unit) {
    return state.input().pointer().map(point -> (float) (point.y() / unit)).orElse(null);
  }
}
