package org.kinora.lib.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column: takes the cells of many rows at a time and makes pages of them, which stay in
 * memory until the column chunk is written. parquet-java's own column writers take a cell at a time
 * and need three times as long; its file writer is used as it is. One thread.
 *
 * <p>A page (version 1) is the repetition levels of lists, the definition levels of what may be
 * empty, each a 32-bit size and {@linkplain RunLengths runs}, then the values without the empty
 * ones: their places in the dictionary, behind a byte that is the places' width, or the values
 * themselves. Texts and numbers with fractions begin a column chunk with a dictionary and give it
 * up when it does not save anything.
 */
final class ColumnWriter<T> {
  private static final int PAGE_ROWS = 20_000;
  private static final int PAGE_BYTES = 1 << 20;
  private static final int DICTIONARY_BYTES = 1 << 20;

  private final Column<T> column;
  private final ColumnDescriptor descriptor;
  private final PageCompressor compressor;
  private final PageValues values;
  private final PageBytes bytes = new PageBytes();
  private final List<Page> pages = new ArrayList<>();

  /** The level of a cell that has a value. */
  private final int full;

  /** Of each cell how far it is there: up to {@link #full}. */
  private int[] definitions = new int[1 << 8];

  /** Of each cell whether it goes on with the list of the one before; nothing without lists. */
  private int[] repetitions = new int[1 << 8];

  private int levels;
  private int rows;
  private long pagesBytes;

  /** How much of the dictionary the pages so far need. */
  private int dictionarySize;

  /** A page that is done, compressed. */
  private record Page(
      BytesInput data,
      int sizeBytes,
      int levels,
      int rows,
      Statistics<?> statistics,
      Encoding encoding) {}

  ColumnWriter(Column<T> column, ColumnDescriptor descriptor, PageCompressor compressor) {
    this.column = column;
    this.descriptor = descriptor;
    this.compressor = compressor;
    full = descriptor.getMaxDefinitionLevel();
    PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    values = type == PrimitiveTypeName.BINARY ? new PageTexts() : new PageNumbers(type);
  }

  /** Takes the cells of rows. */
  void add(List<T> some) throws IOException {
    if (column.type().isList()) {
      for (T row : some) {
        addList((List<?>) column.cell().of(row));
      }
    } else {
      addCells(some);
    }
    rows += some.size();
    if (rows >= PAGE_ROWS || values.plainBytes() >= PAGE_BYTES) {
      endPage();
    }
  }

  private void addCells(List<T> some) {
    Column.Cell<T, ?> cells = column.cell();
    while (definitions.length < levels + some.size()) {
      grow();
    }
    for (int i = 0; i < some.size(); i++) {
      Object cell = cells.of(some.get(i));
      if (cell != null) {
        definitions[levels++] = full;
        values.add(cell);
      } else if (full > 0) {
        definitions[levels++] = 0;
      } else {
        throw missing();
      }
    }
  }

  private IllegalArgumentException missing() {
    return new IllegalArgumentException("a row has no " + column.name());
  }

  /** An empty list is there one level less than its values, none one less again. */
  private void addList(@Nullable List<?> cells) {
    if (cells == null || cells.isEmpty()) {
      level(0, cells == null ? full - 2 : full - 1);
      return;
    }
    int repetition = 0;
    for (Object cell : cells) {
      level(repetition, full);
      values.add(cell);
      repetition = 1;
    }
  }

  private void level(int repetition, int definition) {
    if (definition < 0) {
      throw missing();
    }
    if (levels == definitions.length) {
      grow();
    }
    definitions[levels] = definition;
    repetitions[levels++] = repetition;
  }

  private void grow() {
    definitions = Arrays.copyOf(definitions, 2 * definitions.length);
    repetitions = Arrays.copyOf(repetitions, 2 * repetitions.length);
  }

  /** The bytes in memory: pages compressed, what is no page yet as it is. */
  long sizeBytes() {
    return pagesBytes + values.plainBytes();
  }

  private void endPage() throws IOException {
    bytes.clear();
    writeLevels(repetitions, descriptor.getMaxRepetitionLevel());
    writeLevels(definitions, full);
    Encoding encoding = writeValues();
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    statistics.incrementNumNulls(levels - values.count());
    values.describe(statistics);
    BytesInput data = compressor.compress(bytes);
    pages.add(new Page(data, bytes.size(), levels, rows, statistics, encoding));
    pagesBytes += data.size();
    values.clear();
    levels = 0;
    rows = 0;
  }

  private void writeLevels(int[] of, int greatest) {
    if (greatest == 0) {
      return;
    }
    int start = bytes.size();
    bytes.room(Integer.BYTES).putInt(0);
    RunLengths.write(of, levels, RunLengths.width(greatest), bytes);
    bytes.room(0).putInt(start, bytes.size() - start - Integer.BYTES);
  }

  private Encoding writeValues() throws IOException {
    int width = RunLengths.width(values.distinct() - 1);
    if (values.indexed() && !saves(width)) {
      values.giveUpDictionary();
    }
    if (!values.indexed() || values.count() == 0) {
      return values.write(bytes);
    }
    dictionarySize = values.distinct();
    bytes.room(1).put((byte) width);
    RunLengths.write(values.indexes(), values.count(), width, bytes);
    return Encoding.RLE_DICTIONARY;
  }

  /** Whether a dictionary is worth its bytes, or was when its first page was written. */
  private boolean saves(int width) {
    long placesBytes = (long) values.count() * width / Byte.SIZE;
    return values.dictionaryBytes() <= DICTIONARY_BYTES
        && (dictionarySize > 0 || values.dictionaryBytes() + placesBytes <= values.plainBytes());
  }

  /** Writes the column chunk, and begins the next one. */
  void writeTo(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      endPage();
    }
    int cells = pages.stream().mapToInt(Page::levels).sum();
    file.startColumn(descriptor, cells, CompressionCodecName.ZSTD);
    if (dictionarySize > 0) {
      bytes.clear();
      values.writeDictionary(dictionarySize, bytes);
      file.writeDictionaryPage(
          new DictionaryPage(
              compressor.compress(bytes), bytes.size(), dictionarySize, Encoding.PLAIN));
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.levels(),
          page.sizeBytes(),
          page.data(),
          page.statistics(),
          page.rows(),
          Encoding.RLE,
          Encoding.RLE,
          page.encoding());
    }
    file.endColumn();
    pages.clear();
    pagesBytes = 0;
    dictionarySize = 0;
    values.restart();
  }
}
