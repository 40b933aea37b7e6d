package io.openoms.postgresql.snapshot;

import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements that read rows of a table. Stateless. */
public final class RowQuery {

  private RowQuery() {}

  /** The read's columns, of the rows that meet a condition and the read's own filter. */
  static String of(TableRead read, Optional<String> condition) {
    return of(read, read.columns(), condition);
  }

  /** Some columns of those rows. */
  static String of(TableRead read, List<ColumnDefinition> columns, Optional<String> condition) {
    return "SELECT "
        + columns.stream()
            .map(column -> Quoted.name(column.name()))
            .collect(Collectors.joining(", "))
        + from(read, condition);
  }

  /**
   * What follows the list of columns. Rows of tables that inherit from this one are their own;
   * those of partitions are the partitioned table's.
   */
  public static String from(TableRead read, Optional<String> condition) {
    String where =
        Stream.concat(condition.stream(), read.filter().stream())
            .map(one -> "(" + one + ")")
            .collect(Collectors.joining(" AND "));
    return " FROM " + table(read) + (where.isEmpty() ? "" : " WHERE " + where);
  }

  static String table(TableRead read) {
    boolean whole = read.table().partitioning().isPresent();
    return (whole ? "" : "ONLY ") + Quoted.name(read.table().name());
  }
}
