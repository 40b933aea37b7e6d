package io.openoms.jdbc.mysql.gate;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** When a server of MySQL or MariaDB was started. Stateless. */
final class ServerStart {

  private static final int LOOKS = 100;

  private ServerStart() {}

  /**
   * The second of the start. The server counts whole seconds from the beginning of a statement, so
   * the time between two equal readings of the clock is the one that its answer was made in.
   */
  static long second(Statement sql) throws SQLException {
    long before = number(sql, "SELECT UNIX_TIMESTAMP()", 1);
    for (int look = 0; look < LOOKS; look++) {
      long running = number(sql, "SHOW GLOBAL STATUS LIKE 'Uptime'", 2);
      long after = number(sql, "SELECT UNIX_TIMESTAMP()", 1);
      if (before == after) {
        return after - running;
      }
      before = after;
    }
    throw new MigrationException(
        JdbcError.SERVER_FAULT,
        ErrorContext.none(),
        "the server's answers take too long to tell when it was started");
  }

  private static long number(Statement sql, String query, int column) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(column);
    }
  }
}
