package org.kinora.lib.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.DuckDb;

/** Files as DuckDB sees them. */
class TableWriterTest {
  /** A row with a cell of every type. */
  record Row(
      long number,
      @Nullable String text,
      @Nullable Integer small,
      @Nullable Boolean flag,
      @Nullable Float ratio,
      List<String> words,
      List<Double> numbers) {}

  static final Table<Row> TABLE =
      Table.<Row>with()
          .requiredLong("number", "A number.", Row::number)
          .text("text", "A text.", Row::text)
          .integer("small", "A small number.", Row::small)
          .bool("flag", "A flag.", Row::flag)
          .number("ratio", "A ratio.", Row::ratio)
          .texts("words", "Words.", Row::words)
          .doubles("numbers", "Numbers.", Row::numbers)
          .table("rows", 1, "a row");

  private static final List<Row> ROWS =
      List.of(
          new Row(1L << 40, "ä\"\n", 7, true, 0.5f, List.of("a", "ü"), List.of(-1.0, 0.25)),
          new Row(-1, null, null, null, null, List.of(), List.of()),
          new Row(0, "", -1, false, -0.0f, List.of(""), List.of(1e300)));

  @TempDir Path dir;

  private Path write(String name, List<Row> rows) throws IOException {
    Path file = dir.resolve(name);
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<Row> writer = TableWriter.create(out, TABLE, Map.of("who", "test"))) {
      for (Row row : rows) {
        writer.write(row);
      }
      writer.finish();
      assertEquals(rows.size(), writer.rows());
    }
    return file;
  }

  @Test
  void write_rows_areReadByDuckDb() throws Exception {
    Path file = write("a.parquet", ROWS);
    assertEquals(
        List.of(
            "1099511627776|ä\"\n|7|true|0.5|[a, ü]|[-1.0, 0.25]",
            "-1|null|null|null|null|[]|[]",
            "0||-1|false|-0.0|['']|[1e+300]"),
        DuckDb.query("select * from '%s'".formatted(file)));
    assertEquals(
        List.of(
            "number|BIGINT",
            "text|VARCHAR",
            "small|INTEGER",
            "flag|BOOLEAN",
            "ratio|FLOAT",
            "words|VARCHAR[]",
            "numbers|DOUBLE[]"),
        DuckDb.query(
            "select column_name, column_type from (describe select * from '%s')".formatted(file)));
    assertEquals(
        List.of("kinora.table|rows/1", "row_grain|a row", "who|test"),
        DuckDb.query(
            "select decode(key), decode(value) from parquet_kv_metadata('%s') order by 1"
                .formatted(file)));
    assertEquals(
        List.of("ZSTD"),
        DuckDb.query("select distinct compression from parquet_metadata('%s')".formatted(file)));
  }

  @Test
  void write_noRows_keepsTheColumns() throws Exception {
    Path file = write("a.parquet", List.of());
    assertEquals(List.of("0"), DuckDb.query("select count(*) from '%s'".formatted(file)));
    try (TableFile table = TableFile.open(file)) {
      assertEquals(0, table.rows());
      assertEquals(TableFile.columns(TABLE), table.columns());
    }
  }

  @Test
  void write_sameRows_sameBytes() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write("a.parquet", ROWS)), Files.readAllBytes(write("b.parquet", ROWS)));
  }

  @Test
  void write_manyRows_takesSeveralRowGroups() throws Exception {
    Path file = dir.resolve("a.parquet");
    int count = 50_000;
    SplittableRandom random = new SplittableRandom(1);
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<Row> writer = TableWriter.create(out, TABLE, Map.of())) {
      for (int i = 0; i < count; i++) {
        // A thousand characters that compress to half: row groups are measured compressed.
        String text = HexFormat.of().formatHex(noise(random, new byte[500]));
        writer.write(new Row(i, text, i, true, 0.5f, List.of(), List.of()));
      }
      writer.finish();
    }
    assertEquals(
        List.of(count + "|" + count),
        DuckDb.query("select count(*), count(distinct small) from '%s'".formatted(file)));
    long groups =
        Long.parseLong(
            DuckDb.query(
                    "select count(distinct row_group_id) from parquet_metadata('%s')"
                        .formatted(file))
                .get(0));
    assertTrue(groups > 1, groups + " row groups");
  }

  private static byte[] noise(SplittableRandom random, byte[] bytes) {
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void close_withoutFinish_leavesAFileThatIsRefused() throws IOException {
    Path file = dir.resolve("a.parquet");
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<Row> writer = TableWriter.create(out, TABLE, Map.of())) {
      writer.write(ROWS.get(0));
    }
    assertEquals(
        MediaError.INDEX_PARSE_ERROR,
        assertThrows(MediaException.class, () -> TableFile.open(file)).code());
  }

  @Test
  void read_cells_areTheRows() throws IOException {
    List<List<Object>> found = new ArrayList<>();
    try (TableFile table = TableFile.open(write("a.parquet", ROWS))) {
      assertEquals("test", table.metadata().get("who"));
      table.read(
          List.of("number", "small", "flag", "ratio", "text"),
          cells -> found.add(new ArrayList<>(Arrays.asList(cells))));
    }
    assertEquals(
        List.of(
            Arrays.asList(1L << 40, 7L, 1L, 0.5, "ä\"\n"),
            Arrays.asList(-1L, null, null, null, null),
            Arrays.asList(0L, -1L, 0L, -0.0, "")),
        found);
  }

  @Test
  void read_lists_areLists() throws Exception {
    List<List<Object>> found = new ArrayList<>();
    try (TableFile table = TableFile.open(write("a.parquet", ROWS))) {
      table.read(List.of("words", "numbers"), cells -> found.add(Arrays.asList(cells.clone())));
    }
    assertEquals(List.of(List.of("a", "ü"), List.of(-1.0, 0.25)), found.get(0));
    assertEquals(List.of(List.of(), List.of()), found.get(1));
    Path file = dir.resolve("duck.parquet");
    DuckDb.run(
        "copy (select [1.5::float, 2] as f) to '%s' (format parquet, codec zstd)".formatted(file));
    try (TableFile table = TableFile.open(file)) {
      table.read(List.of("f"), cells -> assertEquals(List.of(1.5, 2.0), cells[0]));
    }
  }

  @Test
  void read_duckDbsFile_isTheSame() throws Exception {
    Path file = dir.resolve("duck.parquet");
    DuckDb.run(
        "copy (select i::bigint as n from range(5) t(i)) to '%s' (format parquet, codec zstd)"
            .formatted(file));
    List<Object> found = new ArrayList<>();
    try (TableFile table = TableFile.open(file)) {
      table.read(List.of("n"), cells -> found.add(cells[0]));
    }
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), found);
  }

  /** Compressed as most programs do, with groups and maps as pandas and others write them. */
  @Test
  void read_snappyWithGroupsAndMaps_isTheSame() throws Exception {
    Path file = dir.resolve("duck.parquet");
    DuckDb.run(
        """
        copy (select i::bigint as n, repeat('ab' || (i %% 7), 50) as text,
            case when i %% 2 = 0 then {'x': i, 'y': case when i = 0 then null else 'z' end} end as pair,
            map {'k' || i: i / 2.0} as numbers
          from range(100000) t(i)) to '%s' (format parquet, codec snappy)"""
            .formatted(file));
    List<List<Object>> found = new ArrayList<>();
    try (TableFile table = TableFile.open(file)) {
      table.read(
          List.of("n", "text", "pair", "numbers"),
          cells -> found.add(Arrays.asList(cells.clone())));
    }
    assertEquals(100_000, found.size());
    assertEquals(List.of(0L, "ab0".repeat(50), Map.of("x", 0L), Map.of("k0", 0.0)), found.get(0));
    assertEquals(Arrays.asList(1L, "ab1".repeat(50), null, Map.of("k1", 0.5)), found.get(1));
    assertEquals(
        List.of(
            99_998L, "ab3".repeat(50), Map.of("x", 99_998L, "y", "z"), Map.of("k99998", 49_999.0)),
        found.get(99_998));
  }

  @Test
  void read_damagedFile_isRefused() throws IOException {
    Path file = write("a.parquet", ROWS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 0x55;
    Files.write(file, bytes);
    try (TableFile table = TableFile.open(file)) {
      assertEquals(
          MediaError.INDEX_PARSE_ERROR,
          assertThrows(MediaException.class, () -> table.read(List.of("number"), cells -> {}))
              .code());
    }
  }

  @Test
  void read_anyDamage_isRefusedOrHarmless() throws IOException {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = Files.readAllBytes(write("whole.parquet", ROWS));
    Path file = dir.resolve("damaged.parquet");
    int refused = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes =
          random.nextInt(4) == 0
              ? Arrays.copyOf(whole, random.nextInt(whole.length))
              : whole.clone();
      for (int flips = random.nextInt(3); flips >= 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bytes);
      try (TableFile table = TableFile.open(file)) {
        table.columns();
        table.metadata();
        if (table.columns().keySet().containsAll(List.of("number", "small"))) {
          table.read(List.of("number", "small"), cells -> {});
        }
      } catch (MediaException e) {
        assertEquals(MediaError.INDEX_PARSE_ERROR, e.code());
        refused++;
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("seed %d, round %d".formatted(seed, i), e);
      }
    }
    assertTrue(refused > 250, refused + " refused");
  }
}
