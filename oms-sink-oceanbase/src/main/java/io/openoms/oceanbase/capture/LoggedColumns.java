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
 * @param parts its columns, at least one
 */
record LoggedColumns(List<KeyColumn> parts) implements LoggedKey {

  LoggedColumns {
    parts = List.copyOf(parts);
  }

  /** The copy key of a table. */
  static LoggedColumns of(TableDefinition table) {
    return new LoggedColumns(table.copyKey().stream().map(KeyColumn::new).toList());
  }

  @Override
  public String expression(String row) {
    return parts.stream()
        .map(column -> column.hex(row))
        .collect(Collectors.joining(", ',', ", "CONCAT(", ")"));
  }

  @Override
  public String condition(Collection<String> keys) {
    return keys.stream()
        .map(key -> equal(KeyTuple.decode(key)))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private String equal(KeyTuple key) {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> parts.get(i).compared() + " = " + parts.get(i).literal(key.value(i)))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  @Override
  public boolean isUnique() {
    return true;
  }
}
