package io.openoms.postgresql.sink;

import io.openoms.ObjectName;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parts of statements that write rows of a table, or find them. Rows are found by the columns'
 * own equality, so that the key's index serves, and texts of a collation of their own by their
 * characters, too. Immutable.
 *
 * @param definition the table here
 * @param columns the columns of the rows, in their order
 */
record WrittenTable(TableDefinition definition, List<WrittenColumn> columns) {

  WrittenTable {
    columns = List.copyOf(columns);
  }

  /** The same with some of the columns, by their numbers. */
  WrittenTable only(List<Integer> some) {
    return new WrittenTable(definition, some.stream().map(columns::get).toList());
  }

  ObjectName name() {
    return definition.name();
  }

  /** The table in an INSERT. */
  String quoted() {
    return Quoted.name(name());
  }

  /** The table where rows are found. Rows of tables that inherit from this one are their own. */
  String own() {
    return (definition.partitioning().isPresent() ? "" : "ONLY ") + quoted();
  }

  /** The columns, between commas. */
  String names() {
    return columns.stream().map(WrittenColumn::name).collect(Collectors.joining(","));
  }

  /**
   * A row in brackets.
   *
   * @throws RowRefusedException for a value that cannot be written
   */
  String tuple(RowBatch rows, int row) {
    return tuple(rows, row, -1);
  }

  /** The same with NULL in the column of that number. */
  String tuple(RowBatch rows, int row, int without) {
    return IntStream.range(0, columns.size())
        .mapToObj(column -> column == without ? "NULL" : literal(rows, row, column))
        .collect(Collectors.joining(",", "(", ")"));
  }

  /** A column for people. */
  String described(int column) {
    ColumnDefinition to = columns.get(column).to();
    return "column " + to.name() + " (" + to.type().nativeText() + ")";
  }

  /** {@code "a"='1',"b"=NULL}, without the columns of those numbers. */
  String assignments(RowBatch rows, int row, List<Integer> without) {
    return IntStream.range(0, columns.size())
        .filter(column -> !without.contains(column))
        .mapToObj(column -> columns.get(column).name() + "=" + literal(rows, row, column))
        .collect(Collectors.joining(","));
  }

  /** {@code "a"='1' AND "b"='2'}. */
  String condition(RowBatch rows, int row, List<Integer> of) {
    return of.stream()
        .map(column -> equal(columns.get(column), literal(rows, row, column)))
        .collect(Collectors.joining(" AND "));
  }

  /** The same of all columns. */
  String condition(RowBatch rows, int row) {
    return condition(rows, row, IntStream.range(0, columns.size()).boxed().toList());
  }

  /** The condition that finds any of some rows. */
  String anyOf(RowBatch rows, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(row -> "(" + condition(rows, row) + ")")
        .collect(Collectors.joining(" OR "));
  }

  /**
   * The search path is empty, so the operators of an extension's type are not found: such a column
   * is compared by its text.
   */
  private static String equal(WrittenColumn column, String literal) {
    boolean isForeign =
        column.to().type().nativeText().indexOf('.') >= 0 && column.to().type().labels().isEmpty();
    String byText = column.name() + "::text COLLATE \"C\"=" + literal;
    String plain = column.name() + "=" + literal;
    return isForeign ? byText : column.isLoose() ? plain + " AND " + byText : plain;
  }

  private String literal(RowBatch rows, int row, int column) {
    try {
      return columns.get(column).literal(rows, row, column);
    } catch (UnfitValueException e) {
      throw new RowRefusedException(
          JdbcError.VALUE_REFUSED,
          row,
          described(column) + " cannot hold a value: " + e.getMessage(),
          e);
    }
  }
}
