package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kinora.dataset.shards.ChunkRow.Split;
import org.kinora.lib.dataset.Manifest;

/**
 * What is known of a recording once its files are written, as text between {@code write} and {@code
 * complete}.
 *
 * @param chunks in the order of time
 * @param files all of them
 * @param tables the statistics of each table, by its name
 * @param quality counts over all chunks, by name
 */
record UnitReport(
    List<ChunkRow> chunks,
    List<Manifest.Entry> files,
    SortedMap<String, TableStats> tables,
    SortedMap<String, Long> quality) {
  /** That of a recording of which nothing is left. */
  static final UnitReport NOTHING =
      new UnitReport(List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

  /** Copies the lists. */
  UnitReport {
    chunks = List.copyOf(chunks);
    files = List.copyOf(files);
  }

  /** One line of JSON. */
  String text() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    for (ChunkRow chunk : chunks) {
      write(root.withArray("chunks").addObject(), chunk);
    }
    for (Manifest.Entry file : files) {
      Manifest.write(root.withArray("files").addObject(), file);
    }
    ObjectNode stats = root.putObject("tables");
    tables.forEach((name, table) -> stats.set(name, table.json()));
    ObjectNode counts = root.putObject("quality");
    quality.forEach(counts::put);
    return root.toString();
  }

  private static void write(ObjectNode node, ChunkRow chunk) {
    node.put("shard", chunk.layout().shard());
    node.put("video_id", chunk.layout().videoId());
    node.put("chunk", chunk.span().number());
    node.put("start_us", chunk.span().startUs());
    node.put("end_us", chunk.span().endUs());
    node.put("start_frame", chunk.span().startFrame());
    node.put("end_frame", chunk.span().endFrame());
    node.put("is_tail", chunk.span().tail());
    node.put("width", chunk.picture().width());
    node.put("height", chunk.picture().height());
    node.put("fps", chunk.fps());
    node.put("cut", chunk.cut().name());
    chunk.videoPath().ifPresent(path -> node.put("video_path", path));
    chunk.audioPath().ifPresent(path -> node.put("audio_path", path));
    node.put("split", chunk.split().name());
  }

  /** Reads what {@link #text()} wrote. */
  static UnitReport of(String text) throws IOException {
    JsonNode root = new ObjectMapper().readTree(text);
    List<ChunkRow> chunks = new ArrayList<>();
    for (JsonNode chunk : root.path("chunks")) {
      chunks.add(chunk(chunk));
    }
    List<Manifest.Entry> files = new ArrayList<>();
    for (JsonNode file : root.path("files")) {
      files.add(Manifest.entry(file));
    }
    SortedMap<String, TableStats> tables = new TreeMap<>();
    for (Map.Entry<String, JsonNode> table : root.path("tables").properties()) {
      tables.put(table.getKey(), TableStats.of(table.getValue()));
    }
    SortedMap<String, Long> quality = new TreeMap<>();
    root.path("quality")
        .properties()
        .forEach(e -> quality.put(e.getKey(), e.getValue().longValue()));
    return new UnitReport(chunks, files, tables, quality);
  }

  private static ChunkRow chunk(JsonNode node) {
    int number = node.path("chunk").intValue();
    return new ChunkRow(
        new Layout(node.path("shard").intValue(), node.path("video_id").textValue(), number),
        new ChunkSpan(
            number,
            node.path("start_us").longValue(),
            node.path("end_us").longValue(),
            node.path("start_frame").longValue(),
            node.path("end_frame").longValue(),
            node.path("is_tail").booleanValue()),
        new PictureSize(node.path("width").intValue(), node.path("height").intValue()),
        node.path("fps").doubleValue(),
        CutMode.valueOf(node.path("cut").textValue()),
        Optional.ofNullable(node.path("video_path").textValue()),
        Optional.ofNullable(node.path("audio_path").textValue()),
        Split.valueOf(node.path("split").textValue()));
  }
}
