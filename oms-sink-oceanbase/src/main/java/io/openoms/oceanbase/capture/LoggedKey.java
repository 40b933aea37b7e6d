package io.openoms.oceanbase.capture;

import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The key by which a table's rows are logged, in the form of {@link KeyTuple#encode}. Immutable.
 *
 * @param columns its columns, at least one
 */
record LoggedKey(List<KeyColumn> columns) {

  LoggedKey {
    columns = List.copyOf(columns);
  }

  /** The copy key of a table. */
  static LoggedKey of(TableDefinition table) {
    return new LoggedKey(table.copyKey().stream().map(KeyColumn::new).toList());
  }

  /** The expression of a row's key. */
  String expression(String row) {
    return columns.stream()
        .map(column -> column.hex(row))
        .collect(Collectors.joining(", ',', ", "CONCAT(", ")"));
  }

  /** The condition that rows have one of some keys, as far as the server compares. */
  String condition(Collection<String> keys) {
    return keys.stream()
        .map(key -> equal(KeyTuple.decode(key)))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private String equal(KeyTuple key) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).compared() + " = " + columns.get(i).literal(key.value(i)))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  /** The names of its columns. */
  String names() {
    return columns.stream().map(key -> key.column().name()).collect(Collectors.joining(","));
  }
}
