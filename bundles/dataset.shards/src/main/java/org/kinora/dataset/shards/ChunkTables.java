package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableWriter;

/** Writes a chunk's tables into its folder. Who gives the folder its final name is the caller. */
final class ChunkTables {
  private final Path folder;
  private final Map<String, String> metadata;
  private final SortedMap<String, Long> rows = new TreeMap<>();

  /** Tables of a whole data set. */
  ChunkTables(Path folder) {
    this.folder = folder;
    this.metadata = Map.of();
  }

  /**
   * Tables of a chunk.
   *
   * @param folder that is there
   */
  ChunkTables(Path folder, Layout layout) {
    this.folder = folder;
    this.metadata = Map.of("video_id", layout.videoId(), "chunk_id", layout.chunkId());
  }

  /** Writes a table's file, named as the table. */
  <T> void write(Table<T> table, List<T> content) throws IOException {
    write(table.name() + ".parquet", table, content);
  }

  /** Writes a table's file. */
  <T> void write(String name, Table<T> table, List<T> content) throws IOException {
    try (FileChannel out =
            FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<T> writer = TableWriter.create(out, table, metadata)) {
      for (T row : content) {
        writer.write(row);
      }
      writer.finish();
    }
    rows.put(name, (long) content.size());
  }

  /** The rows of each file so far, by its name. */
  SortedMap<String, Long> rows() {
    return new TreeMap<>(rows);
  }

  /** The tables that a chunk has, by the names of their files without the extension. */
  static Map<String, Table<?>> of(ShardsOptions options) {
    Map<String, Table<?>> tables = new LinkedHashMap<>();
    if (options.nitrogen()) {
      tables.put(ActionTables.RAW.name(), FrameState.NITROGEN);
    } else {
      tables.put(ActionTables.RAW.name(), ActionTables.RAW);
      tables.put(ActionTables.PROCESSED.name(), ActionTables.PROCESSED);
    }
    tables.put(FrameState.TABLE.name(), FrameState.TABLE);
    tables.put(FrameRow.TABLE.name(), FrameRow.TABLE);
    return tables;
  }
}
