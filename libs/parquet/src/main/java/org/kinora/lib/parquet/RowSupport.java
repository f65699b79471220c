package org.kinora.lib.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands the cells of rows to Parquet. */
final class RowSupport<T> extends WriteSupport<T> {
  /** So many different texts are kept encoded; columns of text hold few different ones. */
  private static final int MOST_TEXTS = 4096;

  private final Table<T> table;
  private final Map<String, String> metadata;
  private final Map<String, Binary> texts = new HashMap<>();
  private @Nullable RecordConsumer consumer;

  RowSupport(Table<T> table, Map<String, String> metadata) {
    this.table = table;
    this.metadata = metadata;
  }

  @Override
  @SuppressWarnings("deprecation") // the only abstract one
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("there is no Hadoop");
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(table.schema(), metadata);
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(T row) {
    RecordConsumer out = Objects.requireNonNull(consumer);
    out.startMessage();
    List<Column<T>> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column<T> column = columns.get(i);
      Object cell = column.cell().of(row);
      if (cell != null) {
        out.startField(column.name(), i);
        if (column.type().isList()) {
          list(out, column, (List<?>) cell);
        } else {
          value(out, column.type(), cell);
        }
        out.endField(column.name(), i);
      }
    }
    out.endMessage();
  }

  private void list(RecordConsumer out, Column<T> column, List<?> cells) {
    out.startGroup();
    if (!cells.isEmpty()) {
      out.startField("list", 0);
      for (Object cell : cells) {
        out.startGroup();
        out.startField("element", 0);
        value(out, column.type(), cell);
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
  }

  private void value(RecordConsumer out, ColumnType type, Object cell) {
    switch (type) {
      case INT32 -> out.addInteger((Integer) cell);
      case INT64, LONGS -> out.addLong((Long) cell);
      case FLOAT, FLOATS -> out.addFloat((Float) cell);
      case BOOL -> out.addBoolean((Boolean) cell);
      case DOUBLE, DOUBLES -> out.addDouble((Double) cell);
      case TEXT, TEXTS -> out.addBinary(text((String) cell));
    }
  }

  private Binary text(String text) {
    Binary known = texts.get(text);
    if (known == null) {
      known = Binary.fromString(text);
      if (texts.size() < MOST_TEXTS) {
        texts.put(text, known);
      }
    }
    return known;
  }
}
