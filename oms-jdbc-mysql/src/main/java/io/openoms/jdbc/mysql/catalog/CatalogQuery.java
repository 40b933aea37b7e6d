package io.openoms.jdbc.mysql.catalog;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of information_schema as maps by lower-case column name, since servers and versions
 * differ in which columns they have.
 */
final class CatalogQuery {

  /** One row of the catalog. */
  record Row(Map<String, @Nullable String> values) {

    /** A value; empty when NULL, or when this server has no such column. */
    String text(String column) {
      String value = values.get(column);
      return value == null ? "" : value;
    }

    /** The value of a row with one column; empty when NULL. */
    String only() {
      String value = values.values().iterator().next();
      return value == null ? "" : value;
    }

    /** A value, or null. */
    @Nullable String nullable(String column) {
      return values.get(column);
    }

    /** A number; 0 when NULL, or when this server has no such column. */
    long number(String column) {
      String value = values.get(column);
      return value == null ? 0 : Long.parseLong(value);
    }
  }

  private static final String USUAL_RESULTS = "SET SESSION character_set_results = utf8mb4";

  private final Connections connections;

  CatalogQuery(Connections connections) {
    this.connections = connections;
  }

  List<Row> rows(String sql, String... parameters) {
    try (Connection connection = connections.borrow();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<Row> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "reading the catalog");
    }
  }

  /**
   * What SHOW CREATE tells, as the server holds it: converted to a session's character set it would
   * lose what is no text of one character set, and on MySQL all characters beyond the BMP.
   */
  byte[] shown(String sql) {
    return shown(List.of(sql)).get(0);
  }

  /** The same for many, over one connection. */
  List<byte[]> shown(List<String> statements) {
    if (statements.isEmpty()) {
      return List.of();
    }
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return as(
          statement,
          "NULL",
          () -> {
            List<byte[]> all = new ArrayList<>();
            for (String sql : statements) {
              all.add(shown(statement, sql).bytes());
            }
            return all;
          });
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "reading the catalog");
    }
  }

  /** The same in a character set; NULL for none. */
  static Shown shown(Statement statement, String sql, String characterSet) throws SQLException {
    return as(statement, characterSet, () -> shown(statement, sql));
  }

  private interface Asking<T> {
    T ask() throws SQLException;
  }

  private static <T> T as(Statement statement, String characterSet, Asking<T> work)
      throws SQLException {
    statement.execute("SET SESSION character_set_results = " + characterSet);
    try {
      T shown = work.ask();
      statement.execute(USUAL_RESULTS);
      return shown;
    } catch (SQLException e) {
      // What failed first is told, not that a session which was lost takes no settings.
      try {
        statement.execute(USUAL_RESULTS);
      } catch (SQLException unset) {
        e.addSuppressed(unset);
      }
      throw e;
    }
  }

  private static Shown shown(Statement statement, String sql) throws SQLException {
    try (ResultSet found = statement.executeQuery(sql)) {
      found.next();
      boolean view = found.getMetaData().getColumnCount() > 2;
      return new Shown(found.getBytes(2), view ? found.getString(3) : "utf8mb4");
    }
  }

  /** A definition as a server shows it, and the character set of the session that made a view. */
  static final class Shown {
    private final byte[] bytes;
    private final String characterSet;

    Shown(byte[] bytes, String characterSet) {
      this.bytes = bytes;
      this.characterSet = characterSet;
    }

    byte[] bytes() {
      return bytes;
    }

    String characterSet() {
      return characterSet;
    }

    boolean isUtf8() {
      return characterSet.startsWith("utf8") || characterSet.equals("binary");
    }
  }

  private static Row row(ResultSet found) throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    Map<String, @Nullable String> values = new HashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), found.getString(i));
    }
    return new Row(values);
  }
}
