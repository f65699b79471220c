package org.kinora.dataset.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.parquet.Table;
import org.kinora.tck.support.DuckDb;

/** The files at the root of a data set, judged by DuckDB over its tables. */
class DatasetFilesTest {
  @TempDir static Path films;
  @TempDir static Path root;

  private static long events;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeAll
  static void write() throws IOException {
    events = SampleTree.write(films, root, "rec_1", "rec_2");
  }

  private static ShardsOptions options(String... more) throws IOException {
    return ShardsOptions.of(SampleTree.options(more));
  }

  private static String table(String name) throws IOException {
    return root.resolve(DatasetCard.patterns(options()).getOrDefault(name, "")).toString();
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
    for (Map.Entry<String, String> config : DatasetCard.patterns(options()).entrySet()) {
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
    for (Map.Entry<String, Table<?>> table : ChunkTables.of(options()).entrySet()) {
      JsonNode record = null;
      for (JsonNode set : croissant.path("recordSet")) {
        record = set.path("name").asText().equals(table.getKey()) ? set : record;
      }
      assertEquals(
          table.getValue().columns().size(),
          record == null ? 0 : record.path("field").size(),
          table.getKey());
    }
  }

  @Test
  void manifest_readAgain_isTheSame() throws IOException {
    List<Manifest.Entry> entries = new Manifest().read(root.resolve(Manifest.FILE));
    assertEquals(
        Files.readString(root.resolve(Manifest.FILE)),
        new String(new Manifest().bytes(entries), UTF_8));
    assertEquals("README.md", entries.get(0).path());
    assertEquals(OptionalLong.empty(), entries.get(0).rows());
  }

  /** The tables of recordings hold the rows of their chunks. */
  @Test
  void consolidated_rows_areThoseOfTheChunks() throws Exception {
    for (String name : ChunkTables.of(options()).keySet()) {
      String whole = root.resolve("tables/" + name + "/*/*.parquet").toString();
      String chunks = root.resolve("actions/*/*/*/" + name + ".parquet").toString();
      assertEquals(
          DuckDb.query("select count(*), bit_xor(hash(t)) from '%s' t".formatted(chunks)),
          DuckDb.query(
              "select count(*), bit_xor(hash(t)) from (select * exclude (video_id, chunk_id) from '%s') t"
                  .formatted(whole)),
          name);
    }
    assertEquals(
        List.of("rec_1|0000|599", "rec_1|0001|599", "rec_1|0002|151"),
        DuckDb.query(
            "select video_id, chunk_id, count(*) from '%s' group by all having video_id = 'rec_1' order by all"
                .formatted(table("frames"))));
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
