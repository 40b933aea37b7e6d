package io.openoms.jdbc.mysql.state;

import io.openoms.jdbc.statement.SqlRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by statements of many, bounded in rows and in characters. One thread.
 *
 * @param sql runs them
 * @param verb INSERT or REPLACE
 * @param table the table, with its database
 * @param columns its columns, in the order of the values
 */
record ManyRows(SqlRunner sql, String verb, String table, List<String> columns) {

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
    String row = "(" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")";
    sql.update(
        verb
            + " INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES "
            + String.join(", ", Collections.nCopies(values.size() / columns.size(), row)),
        values.toArray());
  }
}
