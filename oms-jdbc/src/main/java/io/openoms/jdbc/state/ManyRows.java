package io.openoms.jdbc.state;

import io.openoms.jdbc.statement.SqlRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by statements of many, bounded in rows and in characters. One thread.
 *
 * @param sql runs them
 * @param columns the columns, in the order of the values
 * @param statement the statement for so many rows
 */
record ManyRows(SqlRunner sql, List<String> columns, IntFunction<String> statement) {

  private static final int ROWS_AT_A_TIME = 200;
  private static final int CHARACTERS_AT_A_TIME = 1 << 20;

  /** Writes them; does nothing for none. Blocks. */
  void write(Collection<List<@Nullable Object>> rows) {
    List<@Nullable Object> values = new ArrayList<>();
    long characters = 0;
    for (List<@Nullable Object> row : rows) {
      long more = characters(row);
      boolean full =
          values.size() >= ROWS_AT_A_TIME * columns.size()
              || characters + more > CHARACTERS_AT_A_TIME;
      if (full && !values.isEmpty()) {
        write(values);
        values = new ArrayList<>();
        characters = 0;
      }
      values.addAll(row);
      characters += more;
    }
    if (!values.isEmpty()) {
      write(values);
    }
  }

  private static long characters(List<@Nullable Object> row) {
    return row.stream()
        .mapToLong(value -> value instanceof String text ? text.length() : Long.BYTES)
        .sum();
  }

  private void write(List<@Nullable Object> values) {
    sql.update(statement.apply(values.size() / columns.size()), values.toArray());
  }
}
