package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.dataset.shards.Streams.FRAMES_US;
import static org.kinora.dataset.shards.Streams.PICTURE;
import static org.kinora.dataset.shards.Streams.SPAN;
import static org.kinora.dataset.shards.Streams.click;
import static org.kinora.dataset.shards.Streams.key;
import static org.kinora.dataset.shards.Streams.move;
import static org.kinora.dataset.shards.Streams.pad;
import static org.kinora.dataset.shards.Streams.stick;
import static org.kinora.dataset.shards.Streams.wheel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableWriter;
import org.kinora.tck.support.DuckDb;

/** The tables as DuckDB reads them. */
class ActionTablesTest {
  @TempDir Path dir;

  private final List<ActionRow> rows =
      Streams.rows(
          key(2_001, true, "KeyW"),
          move(2_050, 25, 75),
          click(2_100, false, 3),
          wheel(2_200, 3),
          pad(2_300, GamepadButton.LEFT_TRIGGER, 0.25),
          stick(2_400, Stick.RIGHT, -1, 0.5),
          InputEvent.of(2_500_000, new Action.Visibility(true)));

  private <T> String file(Table<T> table, List<T> rows) throws IOException {
    Path file = dir.resolve(table.name() + ".parquet");
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<T> writer = TableWriter.create(out, table, Map.of())) {
      for (T row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
    return file.toString();
  }

  @Test
  void raw_columns_beginWithTheSeeds() throws Exception {
    String file = file(ActionTables.RAW, rows);
    List<String> columns =
        DuckDb.query("select column_name from (describe select * from '%s')".formatted(file));
    assertEquals(
        List.of(
            "timestamp_ms",
            "frame_idx",
            "source",
            "event_type",
            "state",
            "key",
            "code",
            "mouse_x",
            "mouse_y",
            "mouse_x_norm",
            "mouse_y_norm",
            "mouse_wheel",
            "mouse_button",
            "gamepad_button_back"),
        columns.subList(0, 14));
    assertEquals(13 + 17 + 5 + 16, columns.size());
    assertEquals(17, columns.stream().filter(name -> name.startsWith("gamepad_button_")).count());
  }

  @Test
  void raw_rows_areTheEvents() throws Exception {
    String file = file(ActionTables.RAW, rows);
    assertEquals(
        List.of(
            "1|0|1000|2001000|keyboard|keydown|pressed",
            "50|0|50000|2050000|mouse|mousemove|null",
            "100|1|100000|2100000|mouse|mouseup|released",
            "200|2|200000|2200000|mouse|wheel|null",
            "300|3|300000|2300000|gamepad|button|released",
            "400|4|400000|2400000|gamepad|stick|null",
            "500|5|500000|2500000|window|visibility|null"),
        DuckDb.query(
            ("select timestamp_ms, frame_idx, t_us, t_rec_us, source, event_type, state"
                    + " from '%s' order by seq")
                .formatted(file)));
    assertEquals(
        List.of("25.0|75.0|0.25|1.5"),
        DuckDb.query(
            "select mouse_x, mouse_y, mouse_x_norm, mouse_y_norm from '%s' where seq = 1"
                .formatted(file)));
    assertEquals(
        List.of("3|1|3|false|0.25|-1.0|0.5|{\"visible\":true}|W|KeyW"),
        DuckDb.query(
            ("select max(mouse_wheel)::int, max(wheel_mode), max(mouse_button),"
                    + " bool_or(gamepad_button_left_trigger), max(trigger_left),"
                    + " max(stick_right_x), max(stick_right_y), max(meta), max(key), max(code)"
                    + " from '%s'")
                .formatted(file)));
  }

  @Test
  void processed_hasTheColumnsOfRawAndThreeMore() throws Exception {
    String file = file(ActionTables.PROCESSED, Processing.usual().apply(rows, SPAN));
    assertEquals(
        ActionTables.RAW.columns().stream().map(column -> column.name()).toList(),
        ActionTables.PROCESSED.columns().stream()
            .map(column -> column.name())
            .limit(ActionTables.RAW.columns().size())
            .toList());
    assertEquals(
        List.of("true|0.5|synthetic_release"),
        DuckDb.query(
            "select is_valid, confidence, notes from '%s' where synthetic and code = 'KeyW'"
                .formatted(file)));
  }

  @Test
  void frames_areRowsOfStates() throws Exception {
    List<FrameState> states = FrameActions.of(rows, SPAN, FRAMES_US, PICTURE, 5_000_000, 0);
    String file = file(FrameState.TABLE, states);
    assertEquals(
        List.of("10|[KeyW]|6.0|false"),
        DuckDb.query(
            ("select count(*), any_value(keys), sum(mouse_wheel) * 2, bool_or(is_idle)"
                    + " from '%s'")
                .formatted(file)));
  }

  @Test
  void nitrogen_columns_areThoseOfThatDataSet() throws Exception {
    String file = file(FrameState.NITROGEN, FrameActions.of(rows, SPAN, FRAMES_US, PICTURE, 1, 0));
    assertEquals(
        List.of(
            "back dpad_down dpad_left dpad_right dpad_up east guide left_shoulder left_thumb"
                + " left_trigger north right_shoulder right_thumb right_trigger south start west"
                + " j_left j_right"),
        DuckDb.query(
            "select string_agg(column_name, ' ') from (describe select * from '%s')"
                .formatted(file)));
    assertEquals(
        List.of("BOOLEAN", "DOUBLE[]"),
        DuckDb.query(
            "select distinct column_type from (describe select * from '%s') order by 1"
                .formatted(file)));
    assertEquals(
        List.of("[0.0, 0.0]|[-1.0, 0.5]"),
        DuckDb.query("select j_left, j_right from '%s' offset 9".formatted(file)));
  }

  @Test
  void columns_allHaveAMeaning() {
    for (Table<?> table :
        List.of(ActionTables.PROCESSED, FrameState.TABLE, FrameState.NITROGEN, FrameRow.TABLE)) {
      table.columns().forEach(column -> assertTrue(column.meaning().endsWith("."), column.name()));
    }
  }
}
