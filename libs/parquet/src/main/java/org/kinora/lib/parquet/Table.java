package org.kinora.lib.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;
import org.kinora.lib.parquet.Column.Cell;

/**
 * The columns of a table, their meaning, and where their cells come from. Every file of a table has
 * all of its columns, also those that are empty in it.
 *
 * @param name the table's name, and the files' without their extension
 * @param version of the columns; a column is added with a new version, and none is ever changed
 * @param grain what one row is
 */
public record Table<T>(String name, int version, String grain, List<Column<T>> columns) {
  /** Copies the list. */
  public Table {
    columns = List.copyOf(columns);
  }

  /** The schema in Parquet. */
  MessageType schema() {
    return new MessageType(
        name, columns.stream().map(c -> c.type().parquet(c.name(), c.required())).toList());
  }

  /** Begins a table without columns. */
  public static <T> Columns<T> with() {
    return new Columns<>();
  }

  /** Collects columns in their order. */
  public static final class Columns<T> {
    private final List<Column<T>> columns = new ArrayList<>();

    /** A column of another table, whose rows are parts of this one's. */
    public <R> Columns<T> add(Column<R> other, Function<T, R> part) {
      Cell<R, ?> cell = other.cell();
      return add(
          other.name(),
          other.type(),
          other.required(),
          other.meaning(),
          row -> cell.of(part.apply(row)));
    }

    /** A column that every row has: an integer of 64 bits. */
    public Columns<T> requiredLong(String name, String meaning, Cell<T, Long> cell) {
      return add(name, ColumnType.INT64, true, meaning, cell);
    }

    /** A column that every row has: an integer of 32 bits. */
    public Columns<T> requiredInt(String name, String meaning, Cell<T, Integer> cell) {
      return add(name, ColumnType.INT32, true, meaning, cell);
    }

    /** A column that every row has: true or false. */
    public Columns<T> requiredBool(String name, String meaning, Cell<T, Boolean> cell) {
      return add(name, ColumnType.BOOL, true, meaning, cell);
    }

    /** A column that every row has: text. */
    public Columns<T> requiredText(String name, String meaning, Cell<T, String> cell) {
      return add(name, ColumnType.TEXT, true, meaning, cell);
    }

    /** A column that every row has: a number. */
    public Columns<T> requiredFloat(String name, String meaning, Cell<T, Float> cell) {
      return add(name, ColumnType.FLOAT, true, meaning, cell);
    }

    /** A column that every row has: a number of double precision. */
    public Columns<T> requiredDouble(String name, String meaning, Cell<T, Double> cell) {
      return add(name, ColumnType.DOUBLE, true, meaning, cell);
    }

    /** A column of integers. */
    public Columns<T> integer(String name, String meaning, Cell<T, Integer> cell) {
      return add(name, ColumnType.INT32, false, meaning, cell);
    }

    /** A column of true and false. */
    public Columns<T> bool(String name, String meaning, Cell<T, Boolean> cell) {
      return add(name, ColumnType.BOOL, false, meaning, cell);
    }

    /** A column of texts. */
    public Columns<T> text(String name, String meaning, Cell<T, String> cell) {
      return add(name, ColumnType.TEXT, false, meaning, cell);
    }

    /** A column of numbers. */
    public Columns<T> number(String name, String meaning, Cell<T, Float> cell) {
      return add(name, ColumnType.FLOAT, false, meaning, cell);
    }

    /** A column that every row has: a list of texts. */
    public Columns<T> texts(String name, String meaning, Cell<T, List<String>> cell) {
      return add(name, ColumnType.TEXTS, true, meaning, cell);
    }

    /** A column that every row has: a list of numbers. */
    public Columns<T> doubles(String name, String meaning, Cell<T, List<Double>> cell) {
      return add(name, ColumnType.DOUBLES, true, meaning, cell);
    }

    /** A column that every row has: a list of numbers of single precision. */
    public Columns<T> floats(String name, String meaning, Cell<T, List<Float>> cell) {
      return add(name, ColumnType.FLOATS, true, meaning, cell);
    }

    /** A column that every row has: a list of integers. */
    public Columns<T> longs(String name, String meaning, Cell<T, List<Long>> cell) {
      return add(name, ColumnType.LONGS, true, meaning, cell);
    }

    private Columns<T> add(
        String name, ColumnType type, boolean required, String meaning, Cell<T, ?> cell) {
      columns.add(new Column<>(name, type, required, meaning, cell));
      return this;
    }

    /** The table of these columns. */
    public Table<T> table(String name, int version, String grain) {
      return new Table<>(name, version, grain, columns);
    }
  }
}
