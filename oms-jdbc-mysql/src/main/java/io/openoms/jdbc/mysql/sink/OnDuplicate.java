package io.openoms.jdbc.mysql.sink;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What becomes of a row that an INSERT finds to be there already. Stateless. */
final class OnDuplicate {

  private static final String CLAUSE = " ON DUPLICATE KEY UPDATE ";
  private static final int COLUMN_IS_NULL = 1048;

  private OnDuplicate() {}

  /**
   * The row takes the new values, if its key is the very same one. If not, its key would become
   * NULL, which each server refuses with error 1048 (tried on OceanBase, MySQL 9.7, MariaDB 11.4):
   * so a row never turns into another one.
   */
  static String overwrite(List<ColumnDefinition> key, List<ColumnDefinition> columns) {
    ColumnDefinition guard = key.get(0);
    String guarded =
        Identifiers.quote(guard.name())
            + "=IF("
            + KeyPredicate.isSameRow(key)
            + ","
            + given(guard)
            + ",NULL)";
    return columns.stream()
        .filter(column -> !column.name().equals(guard.name()))
        .map(column -> "," + Identifiers.quote(column.name()) + "=" + given(column))
        .collect(Collectors.joining("", CLAUSE + guarded, ""));
  }

  /** Whether a refusal by {@link #overwrite} may mean that the row that is there is another one. */
  static boolean isOtherRow(Throwable refusal) {
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException error && error.getErrorCode() == COLUMN_IS_NULL) {
        return true;
      }
    }
    return false;
  }

  /** Labels by their number: as a text, MySQL loses the empty label of a SET. */
  private static String given(ColumnDefinition column) {
    String value = "VALUES(" + Identifiers.quote(column.name()) + ")";
    return switch (column.type().kind()) {
      case ENUM, SET -> "CAST(" + value + " AS UNSIGNED)";
      default -> value;
    };
  }

  /**
   * Nothing changes, but user variables then tell that row's key. They are asked for their length,
   * since MySQL sets no variable for an IS NULL that cannot hold.
   */
  static String tell(List<ColumnDefinition> key) {
    String first = Identifiers.quote(key.get(0).name());
    return IntStream.range(0, key.size())
        .mapToObj(i -> "(" + variable(i) + ":=" + plain(key.get(i)) + ")")
        .collect(
            Collectors.joining(
                ",",
                CLAUSE + first + "=IF(LENGTH(CONCAT_WS(',',",
                "))<0,VALUES(" + first + ")," + first + ")"));
  }

  /** Has the variables tell nothing. */
  static String forget(List<ColumnDefinition> key) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> variable(i) + "=NULL")
        .collect(Collectors.joining(",", "SET ", ""));
  }

  /** The condition that a row has the key that the variables tell. */
  static String isTold(List<ColumnDefinition> key) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> plain(key.get(i)) + "=" + variable(i))
        .collect(Collectors.joining(" AND "));
  }

  private static String variable(int column) {
    return "@oms_key_" + column;
  }

  /** Labels and bits by their number: in a variable they would be texts. */
  private static String plain(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    return switch (column.type().kind()) {
      case ENUM, SET -> "CAST(" + name + " AS UNSIGNED)";
      case BIT -> "(" + name + "+0)";
      default -> name;
    };
  }
}
