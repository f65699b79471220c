package org.kinora.lib.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

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

  private final ParquetWriter<T> writer;
  private long rows;
  private boolean ended;

  private TableWriter(ParquetWriter<T> writer) {
    this.writer = writer;
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
    return new TableWriter<>(
        new Builder<>(new ChannelOutput(out), new RowSupport<>(table, all))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodec())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageWriteChecksumEnabled(true)
            .build());
  }

  /** Adds a row. */
  public void write(T row) throws IOException {
    if (ended) {
      throw new IllegalStateException("the table is finished or closed");
    }
    writer.write(row);
    rows++;
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
    writer.close();
  }

  /** Without {@link #finish()} the file is unfinished: readers refuse it, for it has no footer. */
  @Override
  public void close() {
    // Closing Parquet's writer would complete the file; it holds nothing but memory.
    ended = true;
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowSupport<T> support;

    Builder(OutputFile file, RowSupport<T> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // the only abstract one
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
