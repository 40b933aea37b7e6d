package io.openoms.mysql;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.gate.ReadOnlyGate.OpenWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A server that is read-only refuses the commit of a transaction that was open before (error 1290),
 * but it holds prepared ones for as long as nobody decides them. Stateless.
 */
final class PreparedWork implements OpenWork {

  @Override
  public void awaitEnds(Statement sql) throws SQLException {
    int prepared = 0;
    try (ResultSet rows = sql.executeQuery("XA RECOVER")) {
      while (rows.next()) {
        prepared++;
      }
    }
    if (prepared > 0) {
      throw new MigrationException(
          JdbcError.COMMITS_HELD,
          ErrorContext.none(),
          prepared
              + " two-phase transactions are prepared and not decided (XA RECOVER lists them);"
              + " commit them or roll them back");
    }
  }
}
