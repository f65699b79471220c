package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kinora.lib.parquet.Column;
import org.kinora.lib.parquet.Table;

/** How the columns of one table are filled, over any number of chunks. */
final class TableStats {
  /** Columns of words: each word is counted. What was typed and noted is not. */
  private static final Set<String> WORDS = Set.of("source", "event_type", "state", "code", "notes");

  private static final Map<String, Double> QUANTILES = quantiles();

  private final Map<String, Distribution> numbers = new LinkedHashMap<>();
  private final Map<String, SortedMap<String, Long>> words = new LinkedHashMap<>();
  private long rows;

  private static Map<String, Double> quantiles() {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    quantiles.put("p01", 0.01);
    quantiles.put("p05", 0.05);
    quantiles.put("p50", 0.5);
    quantiles.put("p95", 0.95);
    quantiles.put("p99", 0.99);
    return quantiles;
  }

  /** Those of some rows. */
  static <T> TableStats of(Table<T> table, List<T> rows) {
    TableStats stats = new TableStats();
    stats.rows = rows.size();
    for (Column<T> column : table.columns()) {
      switch (column.type()) {
        case INT32, INT64, FLOAT, DOUBLE, BOOL ->
            stats.numbers.put(column.name(), numbers(column, rows));
        case TEXT -> {
          if (WORDS.contains(column.name())) {
            stats.words.put(column.name(), words(column, rows));
          }
        }
        case TEXTS, LONGS, FLOATS, DOUBLES -> {
          // Lists have no one number.
        }
      }
    }
    return stats;
  }

  private static <T> Distribution numbers(Column<T> column, List<T> rows) {
    Distribution numbers = new Distribution();
    for (T row : rows) {
      Object cell = column.cell().of(row);
      if (cell == null) {
        numbers.addEmpty();
      } else {
        numbers.add(cell instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) cell).doubleValue());
      }
    }
    return numbers;
  }

  private static <T> SortedMap<String, Long> words(Column<T> column, List<T> rows) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (T row : rows) {
      Object cell = column.cell().of(row);
      if (cell instanceof String word && !word.isEmpty()) {
        counts.merge(word, 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Adds those of another part of the same table; the order of parts is the plan's. */
  void add(TableStats other) {
    rows += other.rows;
    other.numbers.forEach(
        (name, more) -> numbers.computeIfAbsent(name, n -> new Distribution()).add(more));
    other.words.forEach(
        (name, more) -> {
          SortedMap<String, Long> counts = words.computeIfAbsent(name, n -> new TreeMap<>());
          more.forEach((word, n) -> counts.merge(word, n, Long::sum));
        });
  }

  long rows() {
    return rows;
  }

  /** Writes them. */
  void write(ObjectNode node) {
    node.put("rows", rows);
    ObjectNode columns = node.putObject("columns");
    numbers.forEach((name, spread) -> write(columns.putObject(name), spread));
    ObjectNode counts = node.putObject("counts");
    words.forEach(
        (name, found) -> {
          ObjectNode each = counts.putObject(name);
          found.forEach(each::put);
        });
  }

  private static void write(ObjectNode node, Distribution spread) {
    node.put("count", spread.count());
    node.put("empty", spread.empty());
    if (spread.count() > 0) {
      node.put("min", spread.min());
      node.put("max", spread.max());
      node.put("mean", spread.mean());
      node.put("std", spread.deviation());
      QUANTILES.forEach((name, share) -> node.put(name, spread.quantile(share)));
    }
  }

  /** All that {@link #of(JsonNode)} needs. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", rows);
    ObjectNode columns = node.putObject("columns");
    numbers.forEach((name, spread) -> columns.set(name, spread.json()));
    ObjectNode counts = node.putObject("counts");
    words.forEach((name, found) -> found.forEach(counts.putObject(name)::put));
    return node;
  }

  /** Those that {@link #json()} told of. */
  static TableStats of(JsonNode node) {
    TableStats stats = new TableStats();
    stats.rows = node.path("rows").longValue();
    node.path("columns")
        .properties()
        .forEach(e -> stats.numbers.put(e.getKey(), Distribution.of(e.getValue())));
    for (Map.Entry<String, JsonNode> column : node.path("counts").properties()) {
      SortedMap<String, Long> found = new TreeMap<>();
      column.getValue().properties().forEach(e -> found.put(e.getKey(), e.getValue().longValue()));
      stats.words.put(column.getKey(), found);
    }
    return stats;
  }
}
