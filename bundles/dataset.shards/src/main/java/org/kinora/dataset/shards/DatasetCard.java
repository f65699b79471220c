package org.kinora.dataset.shards;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.parquet.Table;

/**
 * Writes a data set's {@code README.md}: a head that loaders read, which file belongs to which
 * table, and a description for people.
 */
record DatasetCard(ShardsOptions options) {
  static final String FILE = "README.md";

  private static final String RAW = ActionTables.RAW.name();
  private static final long HOUR_US = 3_600_000_000L;

  /** Where the files of each table are, as patterns from the root on. */
  static Map<String, String> patterns(ShardsOptions options) {
    Map<String, String> patterns = new LinkedHashMap<>();
    for (String name : ChunkTables.of(options).keySet()) {
      patterns.put(
          name,
          options.consolidated()
              ? "tables/" + name + "/*/*.parquet"
              : "actions/*/*/*/" + name + ".parquet");
    }
    patterns.put(ChunkRow.TABLE.name(), ChunkRow.TABLE.name() + ".parquet");
    return patterns;
  }

  /** The file's bytes. */
  byte[] bytes(DatasetStats stats) {
    String raw = patterns(options).getOrDefault(RAW, "");
    StringBuilder text = new StringBuilder();
    head(text);
    text.append("\n# ").append(options.name()).append("\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%d recordings, %d chunks, %d frames, %.2f hours, %d events.\n\n",
            stats.recordings(),
            stats.chunks(),
            stats.frames(),
            (double) stats.durationUs() / HOUR_US,
            stats.recordedEvents()));
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
            .formatted(raw, raw));
    ChunkTables.of(options).forEach((name, table) -> columns(text, name, table));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void head(StringBuilder text) {
    text.append("---\npretty_name: ").append(quoted(options.name())).append('\n');
    Optional.ofNullable(options.labels().values().get("license"))
        .ifPresent(id -> text.append("license: ").append(quoted(id)).append('\n'));
    text.append("configs:\n");
    patterns(options)
        .forEach(
            (table, pattern) -> {
              text.append("- config_name: ").append(table).append('\n');
              text.append("  data_files: ").append(quoted(pattern)).append('\n');
              if (table.equals(RAW)) {
                text.append("  default: true\n");
              }
            });
    text.append("---\n");
  }

  /** A text of YAML, whatever stands in it. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  private static void columns(StringBuilder text, String name, Table<?> table) {
    text.append("## ")
        .append(name)
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
