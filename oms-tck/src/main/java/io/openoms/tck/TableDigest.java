package io.openoms.tck;

import io.openoms.testkit.PlainSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All rows of a table as texts, read by plain JDBC in a {@link PlainSession}: independent of the
 * code under test.
 */
public final class TableDigest {

  private TableDigest() {}

  /**
   * The rows, each as its values' bytes in hexadecimal, sorted.
   *
   * @param select the columns, such as {@code "id, HEX(name)"}
   */
  public static List<String> rows(Connection connection, String table, String select)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = PlainSession.statement(connection);
        ResultSet found = statement.executeQuery("SELECT " + select + " FROM " + table)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          byte[] value = found.getBytes(i);
          row.append(value == null ? "NULL" : HexFormat.of().formatHex(value)).append('|');
        }
        rows.add(row.toString());
      }
    }
    rows.sort(null);
    return rows;
  }
}
