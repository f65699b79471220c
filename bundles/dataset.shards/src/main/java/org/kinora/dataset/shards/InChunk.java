package org.kinora.dataset.shards;

import org.kinora.lib.parquet.Column;
import org.kinora.lib.parquet.Table;

/**
 * A row that says which chunk it belongs to, for files that hold the rows of many chunks.
 *
 * @param row as it stands in the chunk's own file
 */
record InChunk<T>(Layout layout, T row) {
  /** The table of such rows: where they belong, then the columns of the chunks' tables. */
  static <T> Table<InChunk<T>> table(Table<T> of) {
    Table.Columns<InChunk<T>> columns =
        Table.<InChunk<T>>with()
            .requiredText("video_id", "The recording.", placed -> placed.layout().videoId())
            .requiredText("chunk_id", "Number of the chunk.", placed -> placed.layout().chunkId());
    for (Column<T> column : of.columns()) {
      columns.add(column, InChunk::row);
    }
    return columns.table(of.name(), of.version(), of.grain());
  }

  /** Where the file of a recording's rows of a table lies, below the root. */
  static String path(String table, Layout layout) {
    return "tables/%s/%s/%s.parquet"
        .formatted(table, Layout.shardName(layout.shard()), layout.videoId());
  }
}
