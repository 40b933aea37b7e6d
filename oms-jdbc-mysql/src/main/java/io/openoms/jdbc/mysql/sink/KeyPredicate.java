package io.openoms.jdbc.mysql.sink;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells rows by their keys in SQL. Texts are compared by the column's collation, as the key itself
 * does. Stateless.
 */
final class KeyPredicate {

  private KeyPredicate() {}

  /** Whether keys can stand in a list; in one, MySQL finds no ENUM, and MariaDB not each SET. */
  static boolean isListed(List<ColumnDefinition> key) {
    return key.stream()
        .map(column -> column.type().kind())
        .noneMatch(kind -> kind == TypeKind.ENUM || kind == TypeKind.SET || kind == TypeKind.BIT);
  }

  /** {@code `k` IN (} or {@code (`a`,`b`) IN (}; tuples follow, and a closing bracket. */
  static String in(List<ColumnDefinition> key) {
    String names =
        key.stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(Collectors.joining(","));
    return (key.size() == 1 ? names : "(" + names + ")") + " IN (";
  }

  /** One key as it stands in the list. */
  static void appendTuple(SqlBytes out, RowBatch keys, int row) {
    int columns = keys.columns().size();
    if (columns > 1) {
      out.append((byte) '(');
    }
    for (int column = 0; column < columns; column++) {
      if (column > 0) {
        out.append((byte) ',');
      }
      appendValue(out, keys, row, column);
    }
    if (columns > 1) {
      out.append((byte) ')');
    }
  }

  /** {@code `a`=1 AND `b`=2}. */
  static void appendEquals(SqlBytes out, RowBatch keys, int row) {
    for (int column = 0; column < keys.columns().size(); column++) {
      ColumnDefinition of = keys.columns().get(column);
      String name = Identifiers.quote(of.name());
      out.append(column > 0 ? " AND " : "");
      // Compared as it is, a SET of 64 bits is a rounded number on MariaDB.
      out.append(of.type().kind() == TypeKind.SET ? "CAST(" + name + " AS UNSIGNED)=" : name + "=");
      appendValue(out, keys, row, column);
    }
  }

  private static void appendValue(SqlBytes out, RowBatch keys, int row, int column) {
    if (keys.isNull(row, column)) {
      throw new IllegalArgumentException("a key holds NULL");
    }
    out.appendComparable(
        keys.columns().get(column).type().kind(),
        keys.data(),
        keys.offset(row, column),
        keys.length(row, column));
  }
}
