package org.kinora.lib.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.PlainReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** A Parquet file that is read, whoever wrote it. One thread at a time. */
public final class TableFile implements Closeable {
  private final Path file;
  private final ParquetFileReader reader;

  private TableFile(Path file, ParquetFileReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Opens a file and reads its footer.
   *
   * @return a file that the caller closes
   * @throws MediaException INDEX_PARSE_ERROR if it is no whole Parquet file
   */
  public static TableFile open(Path file) throws IOException {
    ParquetReadOptions options = new PlainReadOptions(new PageDecompression());
    try {
      return new TableFile(file, ParquetFileReader.open(new LocalInputFile(file), options));
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // That is how parquet-java says that a file is damaged.
      throw damaged(file, e);
    }
  }

  private static MediaException damaged(Path file, Exception e) {
    return new MediaException(
        MediaError.INDEX_PARSE_ERROR,
        "%s: %s, expected a whole Parquet file".formatted(file.getFileName(), e.getMessage()),
        e);
  }

  /** The number of rows. */
  public long rows() {
    return reader.getRecordCount();
  }

  /** The columns, each as Parquet describes it. */
  public Map<String, String> columns() {
    Map<String, String> columns = new TreeMap<>();
    schema().getFields().forEach(field -> columns.put(field.getName(), described(field)));
    return columns;
  }

  private MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  private static String described(Type field) {
    return field.toString().replaceAll("\\s+", " ").strip();
  }

  /** The columns that every file of a table has, as {@link #columns()} gives them. */
  public static Map<String, String> columns(Table<?> table) {
    Map<String, String> columns = new TreeMap<>();
    table.schema().getFields().forEach(field -> columns.put(field.getName(), described(field)));
    return columns;
  }

  /** The file's key-value metadata. */
  public Map<String, String> metadata() {
    return new TreeMap<>(reader.getFileMetaData().getKeyValueMetaData());
  }

  /**
   * Takes rows, each as cells of the columns that were asked for: {@link Long} of integers and of
   * true (1) and false (0), {@link Double} of other numbers, {@link String} of texts, {@link List}
   * of lists, {@link Map} by name of groups and maps, null where a cell is empty.
   */
  @FunctionalInterface
  public interface RowSink {
    /** Takes the next row, which is lent until this returns. */
    void accept(@Nullable Object[] cells) throws IOException;
  }

  /**
   * Reads columns.
   *
   * @throws MediaException INDEX_PARSE_ERROR if they are of another kind, damaged, or compressed in
   *     a way that is not known here
   */
  public void read(List<String> names, RowSink sink) throws IOException {
    MessageType projection =
        new MessageType(schema().getName(), names.stream().map(n -> schema().getType(n)).toList());
    reader.setRequestedSchema(projection);
    @Nullable Object[] cells = new Object[names.size()];
    for (PageReadStore pages = nextRowGroup(); pages != null; pages = nextRowGroup()) {
      RecordReader<Group> rows = rows(pages, projection);
      for (long i = 0; i < pages.getRowCount(); i++) {
        try {
          fill(cells, rows.read(), projection);
        } catch (RuntimeException e) {
          throw damaged(file, e);
        }
        sink.accept(cells);
      }
    }
  }

  private RecordReader<Group> rows(PageReadStore pages, MessageType projection)
      throws MediaException {
    try {
      return new ColumnIOFactory()
          .getColumnIO(projection)
          .getRecordReader(pages, new GroupRecordConverter(projection));
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /** The next row group, whose checksums are right; null behind the last. */
  private @Nullable PageReadStore nextRowGroup() throws MediaException {
    try {
      return reader.readNextRowGroup();
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    } catch (NoClassDefFoundError e) {
      // To say that a page is damaged it names the file as Hadoop does, which is not here.
      throw damaged(file, new IOException("a page is damaged", e));
    }
  }

  private static void fill(@Nullable Object[] cells, Group row, MessageType projection) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.getFieldRepetitionCount(i) == 0 ? null : cell(row, i, projection.getType(i));
    }
  }

  private static Object cell(Group row, int i, Type type) {
    if (type.isPrimitive()) {
      return value(row, i, type);
    }
    GroupType group = type.asGroupType();
    Group cell = row.getGroup(i, 0);
    LogicalTypeAnnotation meaning = group.getLogicalTypeAnnotation();
    if (meaning instanceof ListLogicalTypeAnnotation) {
      return list(cell, group);
    }
    return meaning instanceof MapLogicalTypeAnnotation ? map(cell, group) : members(cell, group);
  }

  /** Of three levels, as the specification has lists: the list, its places, the element of each. */
  private static List<Object> list(Group list, GroupType type) {
    GroupType place = type.getType(0).asGroupType();
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      cells.add(cell(list.getGroup(0, i), 0, place.getType(0)));
    }
    return cells;
  }

  /** Of three levels too: the map, its entries, key and value of each. */
  private static Map<String, Object> map(Group map, GroupType type) {
    GroupType entry = type.getType(0).asGroupType();
    Map<String, Object> cells = new TreeMap<>();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group pair = map.getGroup(0, i);
      if (pair.getFieldRepetitionCount(1) > 0) {
        cells.put(String.valueOf(cell(pair, 0, entry.getType(0))), cell(pair, 1, entry.getType(1)));
      }
    }
    return cells;
  }

  private static Map<String, Object> members(Group group, GroupType type) {
    Map<String, Object> cells = new TreeMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      if (group.getFieldRepetitionCount(i) > 0) {
        cells.put(type.getFieldName(i), cell(group, i, type.getType(i)));
      }
    }
    return cells;
  }

  private static Object value(Group row, int i, Type type) {
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> (long) row.getInteger(i, 0);
      case INT64 -> row.getLong(i, 0);
      case BOOLEAN -> row.getBoolean(i, 0) ? 1L : 0L;
      case FLOAT -> (double) row.getFloat(i, 0);
      case DOUBLE -> row.getDouble(i, 0);
      case BINARY -> row.getString(i, 0);
      default -> throw new IllegalArgumentException(type + " is of no known type");
    };
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
