package org.kinora.dataset.shards;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kinora.dataset.shards.table.Table;

/**
 * Writes a data set's {@code README.md}: a head that loaders read, which file belongs to which
 * table, and a description for people.
 *
 * @param name of the data set
 * @param license as SPDX names it, where known
 * @param consolidated whether there are tables of whole shards too, which load faster
 */
record DatasetCard(String name, Optional<String> license, boolean consolidated) {
  static final String FILE = "README.md";

  private static final long HOUR_US = 3_600_000_000L;

  /** The tables a chunk has, by the names of their configurations. */
  static final List<Table<?>> TABLES =
      List.of(ActionTables.RAW, ActionTables.PROCESSED, FrameState.TABLE, FrameRow.TABLE);

  /** Where the files of each table are, as patterns from the root on. */
  static Map<String, String> patterns(boolean consolidated) {
    Map<String, String> patterns = new LinkedHashMap<>();
    for (Table<?> table : TABLES) {
      patterns.put(
          table.name(),
          consolidated
              ? "tables/" + table.name() + "/*.parquet"
              : "actions/*/*/*/" + table.name() + ".parquet");
    }
    patterns.put(ChunkRow.TABLE.name(), ChunkRow.TABLE.name() + ".parquet");
    return patterns;
  }

  /** The file's bytes. */
  byte[] bytes(DatasetStats stats) {
    StringBuilder text = new StringBuilder();
    head(text);
    text.append("\n# ").append(name).append("\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%d recordings, %d chunks, %d frames, %.2f hours, %d events.\n\n",
            stats.recordings(),
            stats.chunks(),
            stats.frames(),
            (double) stats.durationUs() / HOUR_US,
            stats.rows(ActionTables.RAW.name())));
    text.append(
        """
        ## Load

        ```python
        from datasets import load_dataset
        events = load_dataset("parquet", data_files="%s", split="train")
        ```

        ```sql
        select event_type, count(*) from '%s' group by 1
        ```

        ## Rules

        Ranges are half-open. A chunk has `chunk_size` frames: so many rows in `frames.parquet`, \
        so many pictures in its video.
        Times are whole microseconds from the chunk's start (`t_us`, `pts_us`). `frame_idx` of an \
        event is the last frame at or before it.
        What is held down when a chunk begins stands in rows at time 0 whose `state` is `held`.
        Files are listed with their SHA-256 in `manifest.jsonl`.

        """
            .formatted(pattern(ActionTables.RAW), pattern(ActionTables.RAW)));
    for (Table<?> table : TABLES) {
      columns(text, table);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String pattern(Table<?> table) {
    return patterns(consolidated).getOrDefault(table.name(), "");
  }

  private void head(StringBuilder text) {
    text.append("---\npretty_name: ").append(quoted(name)).append('\n');
    license.ifPresent(id -> text.append("license: ").append(quoted(id)).append('\n'));
    text.append("configs:\n");
    patterns(consolidated)
        .forEach(
            (table, pattern) -> {
              text.append("- config_name: ").append(table).append('\n');
              text.append("  data_files: ").append(quoted(pattern)).append('\n');
              if (table.equals(ActionTables.RAW.name())) {
                text.append("  default: true\n");
              }
            });
    text.append("---\n");
  }

  /** A text of YAML, whatever stands in it. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  private static void columns(StringBuilder text, Table<?> table) {
    text.append("## ")
        .append(table.name())
        .append("\n\nA row is ")
        .append(table.grain().equals("event") ? "an event" : "a " + table.grain())
        .append(".\n\n| column | type | meaning |\n|---|---|---|\n");
    table
        .columns()
        .forEach(
            column ->
                text.append("| `")
                    .append(column.name())
                    .append("` | ")
                    .append(column.type().name().toLowerCase(Locale.ROOT))
                    .append(column.required() ? "" : ", may be empty")
                    .append(" | ")
                    .append(column.meaning())
                    .append(" |\n"));
    text.append('\n');
  }
}
