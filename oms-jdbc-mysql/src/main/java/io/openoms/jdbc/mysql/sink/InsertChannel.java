package io.openoms.jdbc.mysql.sink;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcPreparedStatement;
import io.openoms.jdbc.mysql.connection.PlainStatements;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sends statements whose values are there as bytes. Connector/J takes a statement as a String and
 * reserves four bytes for each of its characters; as a parameter that the driver must not escape,
 * the bytes go straight into its packet. Another driver gets a String. One thread.
 */
final class InsertChannel {

  private final Connection connection;
  private final boolean connectorJ;

  InsertChannel(Connection connection) throws SQLException {
    this.connection = connection;
    this.connectorJ = connection.isWrapperFor(JdbcConnection.class);
  }

  /** Executes {@code head} with those rows after it; returns how many rows the server took. */
  int execute(String head, byte[] rows) throws SQLException {
    return execute(head, rows, "");
  }

  /** Executes {@code head}, the values, {@code tail}; returns the server's count of rows. */
  int execute(String head, byte[] rows, String tail) throws SQLException {
    return connectorJ
        ? executeBytes(head, rows, tail)
        : executeText(head + new String(rows, StandardCharsets.UTF_8) + tail);
  }

  private int executeBytes(String head, byte[] rows, String tail) throws SQLException {
    try (PreparedStatement statement = PlainStatements.client(connection, head + "?" + tail)) {
      statement.unwrap(JdbcPreparedStatement.class).setBytes(1, rows, false);
      return statement.executeUpdate();
    }
  }

  private int executeText(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
