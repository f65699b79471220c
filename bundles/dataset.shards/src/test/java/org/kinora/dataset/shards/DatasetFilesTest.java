package org.kinora.dataset.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.dataset.shards.table.Table;
import org.kinora.dataset.shards.table.TableWriter;

/** The files at the root of a data set, judged by DuckDB over its tables. */
class DatasetFilesTest {
  @TempDir Path root;

  private final ObjectMapper json = new ObjectMapper();
  private long events;

  @BeforeEach
  void write() throws IOException {
    events = SampleTree.write(root, "rec_1", "rec_2").events();
  }

  private String table(String name) {
    return root.resolve(DatasetCard.patterns(false).getOrDefault(name, "")).toString();
  }

  @Test
  void stats_areWhatDuckDbFinds() throws Exception {
    JsonNode stats = json.readTree(root.resolve(DatasetStats.FILE).toFile());
    assertEquals(2, stats.path("recordings").asInt());
    assertEquals(6, stats.path("chunks").asInt());
    assertEquals(
        List.of(stats.path("frames").asText()),
        DuckDb.query("select count(*) from '%s'".formatted(table("frames"))));
    assertEquals(events, stats.path("quality").path("recorded_events").asLong());
    JsonNode raw = stats.path("tables").path("actions_raw");
    for (String column : List.of("mouse_x", "t_us", "seq", "mouse_y_norm", "synthetic")) {
      JsonNode found = raw.path("columns").path(column);
      List<String> expected =
          DuckDb.query(
              ("select count(x), min(x), max(x), avg(x), stddev_pop(x), quantile_disc(x, 0.95)"
                      + " from (select %s::double as x from '%s')")
                  .formatted(column, table("actions_raw")));
      List<String> cells = List.of(expected.get(0).split("\\|", -1));
      List<String> names = List.of("count", "min", "max", "mean", "std", "p95");
      for (int i = 0; i < names.size(); i++) {
        double exact = Double.parseDouble(cells.get(i));
        double tolerance = names.get(i).equals("p95") ? 0.0101 : 1e-9;
        assertEquals(
            exact,
            found.path(names.get(i)).asDouble(),
            Math.abs(exact) * tolerance,
            column + " " + names.get(i));
      }
    }
    assertEquals(
        DuckDb.query(
            "select event_type || '=' || count(*) from '%s' group by event_type order by event_type"
                .formatted(table("actions_raw"))),
        raw.path("counts").path("event_type").properties().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
    assertTrue(raw.path("counts").path("key").isMissingNode(), "typed text is not counted");
  }

  @Test
  void card_configurations_findTheirFiles() throws Exception {
    String card = Files.readString(root.resolve(DatasetCard.FILE));
    assertTrue(
        card.startsWith("---\npretty_name: \"Sample \\\"set\\\"\"\nlicense: \"cc-by-4.0\"\n"));
    for (Map.Entry<String, String> config : DatasetCard.patterns(false).entrySet()) {
      assertTrue(
          card.contains(
              "- config_name: %s\n  data_files: \"%s\"\n"
                  .formatted(config.getKey(), config.getValue())),
          config.getKey());
      assertTrue(
          Long.parseLong(
                  DuckDb.query("select count(*) from '%s'".formatted(table(config.getKey())))
                      .get(0))
              > 0);
    }
  }

  @Test
  void croissant_namesEveryColumn() throws IOException {
    JsonNode croissant = json.readTree(root.resolve(Croissant.FILE).toFile());
    for (Table<?> table : DatasetCard.TABLES) {
      JsonNode record = null;
      for (JsonNode set : croissant.path("recordSet")) {
        record = set.path("name").asText().equals(table.name()) ? set : record;
      }
      assertEquals(
          table.columns().size(), record == null ? 0 : record.path("field").size(), table.name());
    }
  }

  @Test
  void manifest_readAgain_isTheSame() throws IOException {
    List<Manifest.Entry> entries = new Manifest().read(root.resolve(Manifest.FILE));
    assertEquals(
        Files.readString(root.resolve(Manifest.FILE)),
        new String(new Manifest().bytes(entries), UTF_8));
    assertEquals(OptionalLong.empty(), entries.get(0).rows());
    assertEquals("README.md", entries.get(0).path());
  }

  @Test
  void consolidated_rows_sayWhereTheyBelong() throws Exception {
    Table<InChunk<FrameRow>> table = InChunk.table(FrameRow.TABLE);
    Path file = root.resolve(InChunk.path(FrameRow.TABLE, 0));
    Files.createDirectories(file.getParent());
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<InChunk<FrameRow>> writer = TableWriter.create(out, table, Map.of())) {
      writer.write(
          new InChunk<>(Layout.of(0, "rec_1", 7), new FrameRow(3, 100, 33, 5, true, false)));
      writer.finish();
    }
    assertEquals(
        List.of("rec_1|0007|3|100|33|5|true|false"),
        DuckDb.query("select * from '%s/tables/frames/SHARD_0000.parquet'".formatted(root)));
  }

  @Test
  void split_ofManyIds_isAboutItsShareAndStays() {
    int validation = 0;
    for (int i = 0; i < 1000; i++) {
      if (ChunkRow.Split.of("rec_" + i, 10) == ChunkRow.Split.VALIDATION) {
        validation++;
        assertEquals(ChunkRow.Split.VALIDATION, ChunkRow.Split.of("rec_" + i, 11));
      }
    }
    // python3: sum(int(hashlib.sha256(b"rec_%d" % i).hexdigest(), 16) % 100 < 10
    //          for i in range(1000))
    assertEquals(118, validation);
  }
}
