package org.kinora.storage.session;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of events, whichever file it comes from: cells are numbers and maps of a
 * Parquet file, or texts of a CSV file.
 */
final class Row {
  /** A member of a map as Python writes it: {@code 'pressed': 'True'}. */
  private static final Pattern MEMBER = Pattern.compile("'(\\w+)': '([^']*)'");

  private final Map<String, Integer> columns;
  private final @Nullable Object[] cells;

  /**
   * A row.
   *
   * @param columns the places of the columns by their names
   * @param cells lent as long as the row is
   */
  Row(Map<String, Integer> columns, @Nullable Object[] cells) {
    this.columns = columns;
    this.cells = cells;
  }

  private @Nullable Object cell(String column) {
    Integer place = columns.get(column);
    return place == null || "".equals(cells[place]) ? null : cells[place];
  }

  /** A text; empty where there is none. */
  String text(String column) {
    Object cell = cell(column);
    return cell == null ? "" : cell.toString();
  }

  /** A whole number; a column with empty cells may hold it as a broken one. */
  OptionalLong integer(String column) {
    if (cell(column) instanceof Long number) {
      return OptionalLong.of(number);
    }
    try {
      return OptionalLong.of(Long.parseLong(text(column)));
    } catch (NumberFormatException e) {
      OptionalDouble number = number(column);
      boolean isWhole = number.isPresent() && number.getAsDouble() % 1 == 0;
      return isWhole ? OptionalLong.of((long) number.getAsDouble()) : OptionalLong.empty();
    }
  }

  /** A finite number. */
  OptionalDouble number(String column) {
    try {
      double number = Double.parseDouble(text(column));
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Whether something is so; Parquet says it with a number, Python with a word. */
  boolean flag(String column) {
    String text = text(column);
    return text.equals("1") || text.equals("True");
  }

  /** What else was noted. */
  Map<String, String> metadata() {
    Map<String, String> members = new TreeMap<>();
    Object cell = cell("metadata");
    if (cell instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(String.valueOf(name), String.valueOf(value)));
    } else if (cell != null) {
      Matcher member = MEMBER.matcher(cell.toString());
      while (member.find()) {
        members.put(member.group(1), member.group(2));
      }
    }
    return members;
  }

  /** Takes rows, one after the other. */
  @FunctionalInterface
  interface Sink {
    /** Takes the next row, which is lent. */
    void accept(Row row) throws IOException;
  }
}
