package io.openoms.jdbc.mysql.sink;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells rows by their keys in SQL. Texts are compared by the column's collation, so that the key's
 * index is used, and then byte for byte: a collation may hold another row's key equal. Stateless.
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

  /** Whether a server may hold keys equal whose bytes differ. */
  static boolean isLoose(List<ColumnDefinition> key) {
    return key.stream().anyMatch(KeyPredicate::isText);
  }

  private static boolean isText(ColumnDefinition column) {
    return column.type().kind().form() == ValueForm.TEXT;
  }

  /** As {@link #in}, texts by their bytes; to be added to it where the key is loose. */
  static String exactlyIn(List<ColumnDefinition> key) {
    String names = key.stream().map(KeyPredicate::exact).collect(Collectors.joining(","));
    return (key.size() == 1 ? names : "(" + names + ")") + " IN (";
  }

  /** What tells the column's value exactly: a text's bytes in UTF-8. */
  private static String exact(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    return isText(column) ? "CAST(CONVERT(" + name + " USING utf8mb4) AS BINARY)" : name;
  }

  /**
   * The condition, within ON DUPLICATE KEY UPDATE, that the row that is there has the very key of
   * the one that was to be inserted.
   */
  static String isSameRow(List<ColumnDefinition> key) {
    return key.stream()
        .map(
            column -> {
              String name = Identifiers.quote(column.name());
              String given = "VALUES(" + name + ")";
              String as =
                  switch (column.type().kind()) {
                    case ENUM, SET -> " AS UNSIGNED)";
                    default -> isText(column) ? " AS BINARY)" : "";
                  };
              return as.isEmpty()
                  ? name + "=" + given
                  : "CAST(" + name + as + "=CAST(" + given + as;
            })
        .collect(Collectors.joining(" AND "));
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

  /** {@code `a`=1 AND `b`=2}, texts by their bytes, too. */
  static void appendEquals(SqlBytes out, RowBatch keys, int row) {
    for (int column = 0; column < keys.columns().size(); column++) {
      ColumnDefinition of = keys.columns().get(column);
      String name = Identifiers.quote(of.name());
      out.append(column > 0 ? " AND " : "");
      // Compared as it is, a SET of 64 bits is a rounded number on MariaDB.
      out.append(of.type().kind() == TypeKind.SET ? "CAST(" + name + " AS UNSIGNED)=" : name + "=");
      appendValue(out, keys, row, column);
      if (isText(of)) {
        out.append(" AND " + exact(of) + "=");
        appendValue(out, keys, row, column);
      }
    }
  }

  /** {@code (`a`=1 AND `b`>=2)}: the last column is one of numbers, and no other one is a text. */
  static void appendOnward(SqlBytes out, RowBatch keys, int row) {
    int last = keys.columns().size() - 1;
    for (int column = 0; column <= last; column++) {
      String name = Identifiers.quote(keys.columns().get(column).name());
      out.append((column > 0 ? " AND " : "(") + name + (column == last ? ">=" : "="));
      appendValue(out, keys, row, column);
    }
    out.append((byte) ')');
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
