package io.openoms.oceanbase.capture;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What triggers log of a row, by which it is found again. Immutable. */
sealed interface LoggedKey permits LoggedColumns, LoggedDigest {

  /** Of a table: its copy key, else a digest of its values; empty where neither is possible. */
  static Optional<LoggedKey> find(TableDefinition table) {
    return table.copyKey().isEmpty()
        ? LoggedDigest.of(table).map(LoggedKey.class::cast)
        : Optional.of(LoggedColumns.of(table));
  }

  /** The same of a table that has one. */
  static LoggedKey of(TableDefinition table) {
    return find(table)
        .orElseThrow(
            () -> new IllegalArgumentException("nothing tells the rows of " + table.name()));
  }

  /**
   * The expression of it.
   *
   * @param row the row with its point, such as {@code NEW.}; empty in a query
   */
  String expression(String row);

  /** The condition that rows have one of some, as far as the server compares. */
  String condition(Collection<String> logged);

  /** The columns that it is made of, at least one: triggers name them. */
  List<KeyColumn> parts();

  /** Their definitions. */
  default List<ColumnDefinition> columns() {
    return parts().stream().map(KeyColumn::column).toList();
  }

  /** Whether no two rows have the same. */
  boolean isUnique();

  /** The names of its columns, and how they are logged. */
  default String names() {
    return parts().stream().map(KeyColumn::named).collect(Collectors.joining(","));
  }
}
