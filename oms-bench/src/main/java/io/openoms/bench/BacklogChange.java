package io.openoms.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A change of one row by its id. An update sets every other column.
 *
 * @param kind what happens
 * @param id the row
 * @param values literals of the columns after the id; empty for a delete
 */
record BacklogChange(Kind kind, int id, List<String> values) {

  /** What happens to the row. */
  enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  /** The row as it stands in a list of values. */
  String row() {
    return "(" + id + "," + String.join(",", values) + ")";
  }

  /** The statement that makes this change. */
  String statement(BenchTable table) {
    return switch (kind) {
      case INSERT -> "INSERT INTO " + table.name() + " VALUES " + row();
      case UPDATE ->
          IntStream.range(0, values.size())
              .mapToObj(i -> table.columns().get(i).name() + "=" + values.get(i))
              .collect(
                  Collectors.joining(",", "UPDATE " + table.name() + " SET ", " WHERE id=" + id));
      case DELETE -> "DELETE FROM " + table.name() + " WHERE id=" + id;
    };
  }
}
