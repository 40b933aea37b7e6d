package io.openoms.jdbc.mysql.precheck;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a server short questions. Thread-safe; every call blocks. */
public final class Probe {

  private final Connections connections;

  public Probe(Connections connections) {
    this.connections = connections;
  }

  /** The rows of an answer, NULL as an empty text. */
  public List<List<String>> rows(String sql, String... parameters) {
    try {
      return ask(sql, parameters);
    } catch (SQLException e) {
      throw failure(e, "checking the server");
    }
  }

  /**
   * What the server says against a statement; empty when it does it. Only a server's own refusal is
   * an answer: a lost link is thrown.
   */
  public Optional<SQLException> refusal(String sql) {
    try {
      ask(sql);
      return Optional.empty();
    } catch (SQLException e) {
      if (e.getSQLState() == null || connections.failures().isLinkLost(e)) {
        throw failure(e, "checking the server");
      }
      return Optional.of(e);
    }
  }

  /** As {@link #named}, of a statement that the server does not refuse. */
  public List<Map<String, String>> all(String sql) {
    try {
      return named(sql);
    } catch (SQLException e) {
      throw failure(e, "checking the server");
    }
  }

  /** The rows of an answer by the columns' names in lower case, NULL as an empty text. */
  public List<Map<String, String>> named(String sql) throws SQLException {
    try (Connection connection = connections.borrow();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      List<Map<String, String>> rows = new ArrayList<>();
      while (found.next()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          String value = found.getString(i);
          row.put(
              found.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT),
              value == null ? "" : value);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** The named error. */
  public MigrationException failure(SQLException error, String doing) {
    return connections.failures().of(error, ErrorContext.none(), doing);
  }

  private List<List<String>> ask(String sql, String... parameters) throws SQLException {
    try (Connection connection = connections.borrow();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        return read(found);
      }
    }
  }

  private static List<List<String>> read(ResultSet found) throws SQLException {
    int width = found.getMetaData().getColumnCount();
    List<List<String>> rows = new ArrayList<>();
    while (found.next()) {
      List<String> row = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        String value = found.getString(i);
        row.add(value == null ? "" : value);
      }
      rows.add(row);
    }
    return rows;
  }
}
