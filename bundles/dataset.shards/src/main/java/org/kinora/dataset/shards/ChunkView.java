package org.kinora.dataset.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.parquet.TableFile;
import org.kinora.lib.parquet.TableWriter;
import org.kinora.media.MediaException;

/**
 * A chunk's folder as it is found, ours or a foreign one.
 *
 * @param root of the data set
 * @param place the folder below it, with slashes
 * @param metadata {@code metadata.json}, missing where it is not there or no JSON
 * @param tables by file name, those that can be opened
 * @param broken by file name, what is wrong with the others
 * @param read rows that were read already, by file name
 */
record ChunkView(
    Path root,
    String place,
    JsonNode metadata,
    Map<String, TableView> tables,
    Map<String, String> broken,
    Map<String, List<long[]>> read) {
  private static final long MOST_METADATA_BYTES = 16 << 20;

  /**
   * A table's file.
   *
   * @param columns each as Parquet describes it
   * @param keyValues its key-value metadata
   */
  record TableView(
      Path file, long rows, Map<String, String> columns, Map<String, String> keyValues) {
    /** Whether we wrote it, and know its columns. */
    boolean isOurs() {
      return keyValues.containsKey(TableWriter.SCHEMA);
    }

    /** Whether a row is a frame: it says so, or it looks like NitroGen's. */
    boolean isPerFrame() {
      return isOurs()
          ? "frame".equals(keyValues.get(TableWriter.GRAIN))
          : columns.containsKey("j_left") && columns.containsKey("j_right");
    }
  }

  /** Looks at a folder. */
  static ChunkView of(Path root, Path folder, ObjectMapper json) throws IOException {
    Map<String, TableView> tables = new LinkedHashMap<>();
    Map<String, String> broken = new LinkedHashMap<>();
    for (String name : List.of(Layout.RAW, Layout.PROCESSED, Layout.FRAME_ACTIONS, Layout.FRAMES)) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try (TableFile table = TableFile.open(file)) {
          tables.put(name, new TableView(file, table.rows(), table.columns(), table.metadata()));
        } catch (MediaException e) {
          broken.put(name, e.getMessage());
        }
      }
    }
    return new ChunkView(
        root,
        root.relativize(folder).toString().replace('\\', '/'),
        metadata(folder, json, broken),
        tables,
        broken,
        new HashMap<>());
  }

  private static JsonNode metadata(Path folder, ObjectMapper json, Map<String, String> broken)
      throws IOException {
    Path file = folder.resolve(Layout.METADATA);
    if (!Files.exists(file)) {
      return MissingNode.getInstance();
    }
    if (Files.size(file) > MOST_METADATA_BYTES) {
      broken.put(Layout.METADATA, "%d bytes are no description".formatted(Files.size(file)));
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      broken.put(Layout.METADATA, "no JSON: " + e.getOriginalMessage());
      return MissingNode.getInstance();
    }
  }

  /** The folder's name: {@code <video id>_chunk_<number>}. */
  String name() {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  /** The recording's folder. */
  String videoId() {
    Path parent = Path.of(place).getParent();
    return parent == null ? "" : parent.getFileName().toString();
  }

  /** The shard's folder. */
  String shard() {
    Path path = Path.of(place);
    return path.getName(path.getNameCount() - DatasetTree.CHUNK_DEPTH).toString();
  }

  String at(String file) {
    return place + "/" + file;
  }

  Optional<TableView> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  JsonNode original() {
    return metadata.path("original_video");
  }

  /**
   * The rows of a table that has these columns of integers, {@link Long#MIN_VALUE} where a cell is
   * empty; none if there is no such table.
   */
  List<long[]> rows(String table, List<String> columns) throws IOException {
    List<long[]> rows = read.get(table);
    if (rows == null) {
      rows = read(table, columns);
      read.put(table, rows);
    }
    return rows;
  }

  private List<long[]> read(String table, List<String> columns) throws IOException {
    List<long[]> rows = new ArrayList<>();
    Optional<TableView> view = table(table);
    if (view.isPresent() && view.get().columns().keySet().containsAll(columns)) {
      try (TableFile file = TableFile.open(view.get().file())) {
        file.read(
            columns,
            cells ->
                rows.add(
                    Arrays.stream(cells)
                        .mapToLong(cell -> cell instanceof Long number ? number : Long.MIN_VALUE)
                        .toArray()));
      }
    }
    return rows;
  }
}
