package org.kinora.lib.parquet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param required whether every row has a cell of it
 * @param meaning one sentence for people: unit, range, what empty means
 * @param cell where a row's cell comes from
 */
public record Column<T>(
    String name, ColumnType type, boolean required, String meaning, Cell<T, ?> cell) {
  /** Checks for null. */
  public Column {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(meaning);
    Objects.requireNonNull(cell);
  }

  /** A row's cell in one column. */
  @FunctionalInterface
  public interface Cell<T, V> {
    /** The cell, or null where it is empty. */
    @Nullable V of(T row);
  }
}
