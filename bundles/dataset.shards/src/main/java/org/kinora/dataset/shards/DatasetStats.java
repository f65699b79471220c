package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a data set holds altogether: {@code stats.json}. Chunks are added in the order of the plan,
 * whoever made them in which order, so that the bytes are the same.
 */
final class DatasetStats {
  static final String FILE = "stats.json";

  private static final double US = 1e6;

  private final TreeSet<String> recordings = new TreeSet<>();
  private final Map<String, TableStats> tables = new TreeMap<>();
  private final Map<String, Double> quality = new TreeMap<>();
  private long chunks;
  private long frames;
  private long durationUs;

  /**
   * Adds a chunk.
   *
   * @param stats of its tables, by name
   * @param counts that are summed up, such as {@code dropped_frames}
   */
  void add(
      String videoId,
      ChunkSpan span,
      Map<String, TableStats> stats,
      Map<String, ? extends Number> counts) {
    recordings.add(videoId);
    chunks++;
    frames += span.frames();
    durationUs += span.durationUs();
    new TreeMap<>(stats)
        .forEach((name, more) -> tables.computeIfAbsent(name, n -> new TableStats()).add(more));
    counts.forEach((name, count) -> quality.merge(name, count.doubleValue(), Double::sum));
  }

  long recordings() {
    return recordings.size();
  }

  long chunks() {
    return chunks;
  }

  long frames() {
    return frames;
  }

  long durationUs() {
    return durationUs;
  }

  /** The rows of a table. */
  long rows(String table) {
    TableStats stats = tables.get(table);
    return stats == null ? 0 : stats.rows();
  }

  /** The file's bytes. */
  byte[] bytes() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("schema_version", ChunkMetadata.SCHEMA_VERSION);
    root.put("recordings", recordings.size());
    root.put("chunks", chunks);
    root.put("frames", frames);
    root.put("duration_s", durationUs / US);
    ObjectNode sums = root.putObject("quality");
    quality.forEach(sums::put);
    ObjectNode each = root.putObject("tables");
    tables.forEach((name, stats) -> stats.write(each.putObject(name)));
    return ChunkMetadata.pretty(json, root);
  }
}
