package org.kinora.lib.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.tck.support.DuckDb;

/** Pages of all kinds, as parquet-java and DuckDB read them. */
class RandomTableTest {
  private static final List<String> NAMES =
      List.of("number", "small", "ratio", "precise", "flag", "text", "words", "floats", "longs");

  /** A row of cells, in the order of the names. */
  record Row(List<@Nullable Object> cells) {
    static Row of(@Nullable Object... cells) {
      return new Row(Arrays.asList(cells));
    }

    @Nullable Object cell(int column) {
      return cells.get(column);
    }
  }

  private static final Table<Row> TABLE =
      new Table<>(
          "random",
          1,
          "row",
          List.of(
              column(0, ColumnType.INT64, false),
              column(1, ColumnType.INT32, false),
              column(2, ColumnType.FLOAT, false),
              column(3, ColumnType.DOUBLE, false),
              column(4, ColumnType.BOOL, false),
              column(5, ColumnType.TEXT, false),
              column(6, ColumnType.TEXTS, true),
              column(7, ColumnType.FLOATS, false),
              column(8, ColumnType.LONGS, true)));

  @TempDir Path dir;

  private static Column<Row> column(int number, ColumnType type, boolean required) {
    return new Column<>(NAMES.get(number), type, required, "", row -> row.cell(number));
  }

  private Path write(List<Row> rows) throws IOException {
    Path file = dir.resolve("random.parquet");
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<Row> writer = TableWriter.create(out, TABLE, Map.of())) {
      for (Row row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
    return file;
  }

  /** How many different values a column has in a test, and how they come. */
  private record Habit(int distinct, int emptyPercent, int repeats) {
    static Habit of(SplittableRandom random) {
      return new Habit(
          1 << random.nextInt(18),
          List.of(0, 1, 50, 99, 100).get(random.nextInt(5)),
          List.of(1, 3, 40, 30_000).get(random.nextInt(4)));
    }
  }

  private static List<Row> rows(SplittableRandom random, int count) {
    List<IntFunction<Object>> values =
        List.of(
            n -> (long) n * 1_000_003,
            n -> n * 7,
            n -> n * 0.5f,
            n -> n == 0 ? -0.0 : n * 1e-3,
            n -> n % 2 == 0,
            n -> "text " + n,
            n -> words(n % 4, i -> "ä" + (n + i)),
            n -> words(n % 3, i -> (float) n + i),
            n -> words(n % 5, i -> (long) n - i));
    @Nullable Object[][] columns = new Object[values.size()][count];
    for (int column = 0; column < values.size(); column++) {
      boolean isRequired = TABLE.columns().get(column).required();
      Habit habit = Habit.of(random);
      for (int i = 0; i < count; ) {
        boolean isEmpty = !isRequired && random.nextInt(100) < habit.emptyPercent();
        Object value = isEmpty ? null : values.get(column).apply(random.nextInt(habit.distinct()));
        int end = Math.min(count, i + 1 + random.nextInt(habit.repeats()));
        Arrays.fill(columns[column], i, end, value);
        i = end;
      }
    }
    return IntStream.range(0, count)
        .mapToObj(i -> Row.of(Arrays.stream(columns).map(column -> column[i]).toArray()))
        .toList();
  }

  private static <V> List<V> words(int count, IntFunction<V> each) {
    return IntStream.range(0, count).mapToObj(each).toList();
  }

  /** As the reader has them: integers are Long, numbers Double. */
  private static @Nullable Object read(@Nullable Object cell) {
    if (cell instanceof List<?> cells) {
      return cells.stream().map(RandomTableTest::read).toList();
    } else if (cell instanceof Boolean flag) {
      return flag ? 1L : 0L;
    } else if (cell instanceof Integer number) {
      return (long) number;
    }
    return cell instanceof Float number ? (Object) (double) number : cell;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 999, 1_000, 20_001, 120_000})
  void write_anyRows_areReadAsTheyWere(int count) throws Exception {
    long seed = new SplittableRandom().nextLong();
    List<Row> rows = rows(new SplittableRandom(seed), count);
    Path file = write(rows);
    int[] next = {0};
    try (TableFile table = TableFile.open(file)) {
      table.read(
          NAMES,
          cells -> {
            Row row = rows.get(next[0]++);
            for (int i = 0; i < cells.length; i++) {
              int column = i;
              assertEquals(
                  read(row.cell(i)),
                  cells[i],
                  () -> "seed %d, row %d, %s".formatted(seed, next[0] - 1, NAMES.get(column)));
            }
          });
    }
    assertEquals(count, next[0], "seed " + seed);
    for (int i = 0; i < 6; i++) {
      int column = i;
      long there = rows.stream().filter(row -> row.cell(column) != null).count();
      String name = NAMES.get(i);
      assertEquals(
          List.of("%d|true|true".formatted(there)),
          DuckDb.query(
              """
              select count(%1$s), count(%1$s) = (select sum(num_values - stats_null_count)
                from parquet_metadata('%2$s') where path_in_schema = '%1$s'),
                coalesce(count(%1$s) = count(case when %1$s between
                (select min(%1$s) from '%2$s') and (select max(%1$s) from '%2$s') then 1 end), true)
              from '%2$s'"""
                  .formatted(name, file)),
          "seed %d, %s".formatted(seed, name));
    }
  }

  @Test
  void write_fewAndManyDifferent_areEncodedAsSuits() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(
          Row.of((long) i, i, i * 0.1f, i % 3 * 0.5, true, "x", List.of(), List.of(), List.of()));
    }
    Path file = write(rows);
    for (String encoded :
        List.of(
            "number|DELTA_BINARY_PACKED",
            "small|DELTA_BINARY_PACKED",
            "ratio|PLAIN",
            "precise|RLE_DICTIONARY",
            "flag|PLAIN",
            "text|RLE_DICTIONARY")) {
      String[] column = encoded.split("\\|", -1);
      assertEquals(
          List.of("true"),
          DuckDb.query(
              """
              select encodings like '%%%s%%' from parquet_metadata('%s') where path_in_schema = '%s'
              """
                  .formatted(column[1], file, column[0])),
          encoded);
    }
  }

  @Test
  void write_numbersThatAreNone_leaveTheOthersInTheStatistics() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (float ratio : new float[] {Float.NaN, 2, -3, Float.NaN}) {
      rows.add(Row.of(null, null, ratio, null, null, null, List.of(), null, List.of()));
    }
    Path file = write(rows);
    assertEquals(
        List.of("-3.0|2.0|0"),
        DuckDb.query(
            """
            select stats_min, stats_max, stats_null_count from parquet_metadata('%s')
            where path_in_schema = 'ratio'"""
                .formatted(file)));
    assertEquals(
        List.of("2"), DuckDb.query("select count(*) from '%s' where isnan(ratio)".formatted(file)));
  }

  @Test
  void write_requiredCellMissing_isRefused() throws IOException {
    Row row = Row.of(1L, 1, 1f, 1.0, true, "x", null, List.of(), List.of());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> write(List.of(row)));
    assertTrue(String.valueOf(refused.getMessage()).contains("words"), refused::toString);
  }
}
