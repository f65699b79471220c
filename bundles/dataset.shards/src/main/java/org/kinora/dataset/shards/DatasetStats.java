package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a data set holds altogether: {@code stats.json}. Recordings are added in the order of the
 * plan, whoever made them in which order, so that the bytes are the same.
 */
final class DatasetStats {
  static final String FILE = "stats.json";

  private static final double US = 1e6;

  private final Map<String, TableStats> tables = new TreeMap<>();
  private final Map<String, Long> quality = new TreeMap<>();
  private long recordings;
  private long chunks;
  private long frames;
  private long durationUs;

  /** Adds a recording. */
  void add(UnitReport unit) {
    if (!unit.chunks().isEmpty()) {
      recordings++;
    }
    chunks += unit.chunks().size();
    for (ChunkRow chunk : unit.chunks()) {
      frames += chunk.span().frames();
      durationUs += chunk.span().durationUs();
    }
    unit.tables()
        .forEach((name, more) -> tables.computeIfAbsent(name, n -> new TableStats()).add(more));
    unit.quality().forEach((name, count) -> quality.merge(name, count, Long::sum));
  }

  long recordings() {
    return recordings;
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

  long recordedEvents() {
    return quality.getOrDefault("recorded_events", 0L);
  }

  /** The file's bytes. */
  byte[] bytes() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("schema_version", ChunkMetadata.SCHEMA_VERSION);
    root.put("recordings", recordings);
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
