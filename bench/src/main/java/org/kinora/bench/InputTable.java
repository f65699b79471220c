package org.kinora.bench;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.parquet.Table;

/** Events of a game in the columns of {@code actions_raw}: mostly moves, some keys, few buttons. */
final class InputTable {
  private static final int BUTTONS = 17;
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int FRAME_US = 33_333;
  private static final int CHUNK_US = 20_000_000;
  private static final List<String> KEYS =
      List.of("KeyW", "KeyA", "KeyS", "KeyD", "Space", "ShiftLeft", "KeyE", "KeyR", "Digit1");

  /** The table. */
  static final Table<Row> TABLE = table();

  private InputTable() {}

  /** What is done. */
  private enum Kind {
    MOVE("mouse", "mousemove"),
    KEY_DOWN("keyboard", "keydown"),
    KEY_UP("keyboard", "keyup"),
    MOUSE_DOWN("mouse", "mousedown"),
    MOUSE_UP("mouse", "mouseup"),
    PAD("gamepad", "button");

    private final String source;
    private final String type;

    Kind(String source, String type) {
      this.source = source;
      this.type = type;
    }

    boolean isKey() {
      return this == KEY_DOWN || this == KEY_UP;
    }

    boolean isMouse() {
      return source.equals("mouse");
    }
  }

  /**
   * A row.
   *
   * @param control the key's or the button's number
   */
  record Row(
      int seq, long timeUs, long chunkUs, Kind kind, int control, float x, float y, float dx) {
    private long tUs() {
      return timeUs - chunkUs;
    }

    private @Nullable Float mouse(float value) {
      return kind.isMouse() ? (Float) value : null;
    }

    private @Nullable Float move(float value) {
      return kind == Kind.MOVE ? (Float) value : null;
    }

    private @Nullable Boolean button(int number) {
      boolean isThis = kind == Kind.PAD && control % BUTTONS == number;
      return isThis ? (Boolean) (control > BUTTONS) : null;
    }

    private @Nullable String key() {
      return kind.isKey() ? KEYS.get(control % KEYS.size()) : null;
    }

    private @Nullable String state() {
      return switch (kind) {
        case MOVE -> null;
        case KEY_DOWN, MOUSE_DOWN, PAD -> "pressed";
        case KEY_UP, MOUSE_UP -> "released";
      };
    }
  }

  /** Takes rows. */
  @FunctionalInterface
  interface Sink {
    void accept(Row row) throws IOException;
  }

  /** Makes rows, always the same. */
  static void rows(int count, Sink sink) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    long timeUs = 0;
    long chunkUs = 0;
    int seq = 0;
    float x = WIDTH / 2f;
    float y = HEIGHT / 2f;
    for (int i = 0; i < count; i++) {
      timeUs += 500 + random.nextInt(7_500);
      if (timeUs - chunkUs >= CHUNK_US) {
        chunkUs += CHUNK_US;
        seq = 0;
      }
      Kind kind = kind(random.nextInt(100), i % 2 == 0);
      float dx = random.nextInt(-8, 9);
      x = Math.min(WIDTH, Math.max(0, x + dx));
      y = Math.min(HEIGHT, Math.max(0, y + random.nextInt(-5, 6)));
      sink.accept(new Row(seq++, timeUs, chunkUs, kind, random.nextInt(2 * BUTTONS), x, y, dx));
    }
  }

  private static Kind kind(int chance, boolean isDown) {
    if (chance < 84) {
      return Kind.MOVE;
    } else if (chance < 94) {
      return isDown ? Kind.KEY_DOWN : Kind.KEY_UP;
    } else if (chance < 98) {
      return isDown ? Kind.MOUSE_DOWN : Kind.MOUSE_UP;
    }
    return Kind.PAD;
  }

  private static Table<Row> table() {
    Table.Columns<Row> columns =
        Table.<Row>with()
            .requiredLong("timestamp_ms", "", row -> row.tUs() / 1000)
            .requiredLong("frame_idx", "", row -> row.tUs() / FRAME_US)
            .requiredText("source", "", row -> row.kind().source)
            .requiredText("event_type", "", row -> row.kind().type)
            .text("state", "", Row::state)
            .text("key", "", Row::key)
            .text("code", "", Row::key)
            .number("mouse_x", "", row -> row.mouse(row.x()))
            .number("mouse_y", "", row -> row.mouse(row.y()))
            .number("mouse_x_norm", "", row -> row.mouse(row.x() / WIDTH))
            .number("mouse_y_norm", "", row -> row.mouse(row.y() / HEIGHT))
            .number("mouse_wheel", "", row -> null)
            .integer("mouse_button", "", row -> row.kind() == Kind.MOUSE_DOWN ? (Integer) 0 : null);
    for (int i = 0; i < BUTTONS; i++) {
      int number = i;
      columns.bool("gamepad_button_" + i, "", row -> row.button(number));
    }
    return columns
        .number("stick_left_x", "", row -> null)
        .number("stick_left_y", "", row -> null)
        .number("stick_right_x", "", row -> null)
        .number("stick_right_y", "", row -> null)
        .text("meta", "", row -> null)
        .requiredLong("t_us", "", Row::tUs)
        .requiredLong("t_rec_us", "", Row::timeUs)
        .requiredInt("seq", "", Row::seq)
        .requiredBool("synthetic", "", row -> false)
        .integer("modifiers", "", row -> row.kind().isKey() ? (Integer) 0 : null)
        .bool("repeat", "", row -> row.kind().isKey() ? (Boolean) false : null)
        .requiredInt("device_id", "", row -> 0)
        .number("mouse_dx", "", row -> row.move(row.dx()))
        .number("mouse_dy", "", row -> row.move(row.dx() / 2))
        .bool("pointer_locked", "", row -> row.kind().isMouse() ? (Boolean) false : null)
        .number("mouse_wheel_x", "", row -> null)
        .integer("wheel_mode", "", row -> null)
        .integer("touch_id", "", row -> null)
        .integer("gamepad_index", "", row -> row.kind() == Kind.PAD ? (Integer) 0 : null)
        .number("trigger_left", "", row -> null)
        .number("trigger_right", "", row -> null)
        .table("actions_raw", 1, "event");
  }
}
