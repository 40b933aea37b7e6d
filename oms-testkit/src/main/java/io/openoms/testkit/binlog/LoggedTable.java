package io.openoms.testkit.binlog;

import io.openoms.ObjectName;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.ValueForm;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rows of one table to a MySQL as they were captured. One thread. */
final class LoggedTable {

  private final String name;
  private final List<ColumnDefinition> columns;
  private final List<Integer> key = new ArrayList<>();

  LoggedTable(CapturedTable table) {
    ObjectName of = table.definition().name();
    this.name = quote(of.database()) + "." + quote(of.name());
    this.columns = table.columns();
    List<String> names = columns.stream().map(ColumnDefinition::name).toList();
    table.definition().copyKey().forEach(column -> key.add(names.indexOf(column.name())));
  }

  private static String quote(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  void write(Connection connection, List<RowChange> changes) throws SQLException {
    for (RowChange change : changes) {
      RowImage before = change.before();
      RowImage after = change.after();
      if (before == null) {
        insert(connection, after);
      } else if (after == null) {
        run(connection, "DELETE FROM " + name + where(), null, before);
      } else {
        run(connection, "UPDATE " + name + " SET " + assignments() + where(), after, before);
      }
    }
  }

  private void insert(Connection connection, @Nullable RowImage row) throws SQLException {
    String names = columns.stream().map(one -> quote(one.name())).collect(Collectors.joining(", "));
    String values = columns.stream().map(LoggedTable::value).collect(Collectors.joining(", "));
    run(connection, "INSERT INTO " + name + " (" + names + ") VALUES (" + values + ")", row, null);
  }

  private String assignments() {
    return columns.stream()
        .map(column -> quote(column.name()) + " = " + value(column))
        .collect(Collectors.joining(", "));
  }

  private String where() {
    return key.stream()
        .map(i -> quote(columns.get(i).name()) + " = " + value(columns.get(i)))
        .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  /** Bytes and texts arrive as they are, whatever the session's character set is. */
  private static String value(ColumnDefinition column) {
    return isBinary(column) ? "?" : "CONVERT(? USING utf8mb4)";
  }

  private static boolean isBinary(ColumnDefinition column) {
    return column.type().kind().form() == ValueForm.BYTES;
  }

  private void run(
      Connection connection, String sql, @Nullable RowImage all, @Nullable RowImage keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      if (all != null) {
        for (int i = 0; i < columns.size(); i++) {
          set(statement, next++, all, i);
        }
      }
      if (keys != null) {
        for (int i : key) {
          set(statement, next++, keys, i);
        }
      }
      if (statement.executeUpdate() != 1) {
        throw new SQLException("a row is not there: " + sql);
      }
    }
  }

  private void set(PreparedStatement statement, int at, RowImage row, int column)
      throws SQLException {
    int start = row.offset(column);
    byte[] value = Arrays.copyOfRange(row.data(), start, start + row.length(column));
    if (row.isNull(column)) {
      statement.setNull(at, Types.VARCHAR);
    } else if (isBinary(columns.get(column))) {
      statement.setBytes(at, value);
    } else {
      statement.setString(at, new String(value, StandardCharsets.UTF_8));
    }
  }
}
