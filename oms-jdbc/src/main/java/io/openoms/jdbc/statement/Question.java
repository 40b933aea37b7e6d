package io.openoms.jdbc.statement;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A query over a connection of its own. Stateless. */
public final class Question {

  /** Takes a row of an answer. */
  @FunctionalInterface
  public interface Row {

    /** Takes the row at which the answer stands. */
    void take(ResultSet row) throws SQLException;
  }

  private Question() {}

  /**
   * Asks, and hands over each row of the answer. Blocks.
   *
   * @param context what is asked about, for an error
   * @param doing why, for an error, such as {@code "computing fingerprints"}
   */
  public static void ask(
      Connections connections, String sql, Row row, ErrorContext context, String doing) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        row.take(found);
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, context, doing);
    }
  }
}
