package org.kinora.lib.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The values of a column's page, without what is empty, and the dictionary of its column chunk: the
 * values in the order in which they first came.
 */
abstract sealed class PageValues permits PageNumbers, PageTexts {
  /** Of each value its place in the dictionary, while there is one. */
  private int[] indexes = new int[1 << 8];

  private int count;
  private boolean indexed = true;

  /** Adds the next value. */
  final void add(Object value) {
    if (count == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * count);
    }
    indexes[count] = put(value, count, indexed);
    count++;
  }

  /**
   * Keeps a value.
   *
   * @param place its number in the page
   * @param look whether it is wanted in the dictionary
   * @return its place there; any number if it is not wanted
   */
  abstract int put(Object value, int place, boolean look);

  /** Whether values are looked up in the dictionary. */
  final boolean indexed() {
    return indexed;
  }

  /** Looks up no more values of this column chunk, those of this page included. */
  final void giveUpDictionary() {
    indexed = false;
  }

  final int count() {
    return count;
  }

  /** The place of each value in the dictionary. */
  final int[] indexes() {
    return indexes;
  }

  /** How many values the dictionary has. */
  abstract int distinct();

  /** The bytes that the values of this page take, one behind the other. */
  abstract long plainBytes();

  /** The bytes that the values of the dictionary take. */
  abstract long dictionaryBytes();

  /** Writes the values of this page without the dictionary, and says how. */
  abstract Encoding write(PageBytes out) throws IOException;

  /** Writes the first values of the dictionary, one behind the other. */
  abstract void writeDictionary(int size, PageBytes out);

  /** Tells the least and the greatest value of this page. */
  abstract void describe(Statistics<?> statistics);

  /** Begins the next page. */
  void clear() {
    count = 0;
  }

  /** Begins the next column chunk. */
  void restart() {
    clear();
    indexed = true;
  }
}
