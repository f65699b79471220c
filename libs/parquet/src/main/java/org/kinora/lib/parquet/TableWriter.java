package org.kinora.lib.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows of a table to a Parquet file. The same rows give the same bytes. Rows are gathered in
 * memory up to a row group of some 16 MiB. One thread at a time.
 */
public final class TableWriter<T> implements Closeable {
  /** Of every file: what one row is. */
  public static final String GRAIN = "row_grain";

  /** Of every file: the table's name and version, such as {@code actions_raw/1}. */
  public static final String SCHEMA = "kinora.table";

  private static final long ROW_GROUP_BYTES = 16 << 20;

  /** So many rows are handed to a column at a time: its code and its values stay at hand. */
  private static final int BATCH_ROWS = 1000;

  private final ParquetFileWriter file;
  private final Map<String, String> metadata;
  private final PageCompressor compressor = new PageCompressor();
  private final List<ColumnWriter<T>> columns = new ArrayList<>();
  private final List<T> batch = new ArrayList<>(BATCH_ROWS);
  private long rows;
  private long groupRows;
  private boolean ended;

  private TableWriter(
      ParquetFileWriter file, Table<T> table, MessageType schema, Map<String, String> metadata) {
    this.file = file;
    this.metadata = metadata;
    List<ColumnDescriptor> descriptors = schema.getColumns();
    for (int i = 0; i < descriptors.size(); i++) {
      columns.add(new ColumnWriter<>(table.columns().get(i), descriptors.get(i), compressor));
    }
  }

  /**
   * Begins a file.
   *
   * @param out at its position the file begins; stays the caller's
   * @param metadata further key-value metadata of the file
   * @return a writer that the caller finishes and closes
   */
  public static <T> TableWriter<T> create(
      WritableByteChannel out, Table<T> table, Map<String, String> metadata) throws IOException {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(GRAIN, table.grain());
    all.put(SCHEMA, table.name() + "/" + table.version());
    MessageType schema = table.schema();
    ParquetFileWriter file =
        new ParquetFileWriter(
            new ChannelOutput(out),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            0,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            /* pageWriteChecksumEnabled= */ true);
    file.start();
    return new TableWriter<>(file, table, schema, all);
  }

  /** Adds a row, which must not change any more. */
  public void write(T row) throws IOException {
    if (ended) {
      throw new IllegalStateException("the table is finished or closed");
    }
    batch.add(row);
    rows++;
    if (batch.size() == BATCH_ROWS) {
      writeBatch();
    }
  }

  private void writeBatch() throws IOException {
    long sizeBytes = 0;
    for (ColumnWriter<T> column : columns) {
      column.add(batch);
      sizeBytes += column.sizeBytes();
    }
    groupRows += batch.size();
    batch.clear();
    if (sizeBytes >= ROW_GROUP_BYTES) {
      writeGroup();
    }
  }

  private void writeGroup() throws IOException {
    file.startBlock(groupRows);
    for (ColumnWriter<T> column : columns) {
      column.writeTo(file);
    }
    file.endBlock();
    groupRows = 0;
  }

  /** The number of rows so far. */
  public long rows() {
    return rows;
  }

  /** Completes the file. */
  public void finish() throws IOException {
    if (ended) {
      throw new IllegalStateException("the table is finished or closed");
    }
    ended = true;
    if (!batch.isEmpty()) {
      writeBatch();
    }
    if (groupRows > 0) {
      writeGroup();
    }
    file.end(metadata);
    file.close();
  }

  /** Without {@link #finish()} the file is unfinished: readers refuse it, for it has no footer. */
  @Override
  public void close() {
    ended = true;
    compressor.close();
  }
}
