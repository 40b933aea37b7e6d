package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns that each update of a row sets by itself, asked of the server once. One thread. */
final class OnUpdateColumns {

  private static final String SQL =
      "SELECT column_name FROM information_schema.columns"
          + " WHERE table_schema = ? AND table_name = ? AND LOWER(extra) LIKE '%on update%'";

  private final Connection connection;
  private final Map<ObjectName, List<String>> known = new HashMap<>();

  OnUpdateColumns(Connection connection) {
    this.connection = connection;
  }

  List<String> of(ObjectName table) throws SQLException {
    List<String> columns = known.get(table);
    if (columns == null) {
      columns = ask(table);
      known.put(table, columns);
    }
    return columns;
  }

  private List<String> ask(ObjectName table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, table.database());
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }
}
