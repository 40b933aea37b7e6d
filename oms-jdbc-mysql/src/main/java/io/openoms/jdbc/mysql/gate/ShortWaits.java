package io.openoms.jdbc.mysql.gate;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives orders that wait for the locks of others, but not for long: while a server waits to become
 * read-only, every new write waits behind it. One session's; not thread-safe.
 */
final class ShortWaits {

  /** Each order may wait twice as long: for statements, then for commits. */
  static final int SECONDS = 10;

  private static final String LIMIT = "lock_wait_timeout";
  private static final int WAITED_TOO_LONG = 1205;

  private final Statement sql;

  ShortWaits(Statement sql) {
    this.sql = sql;
  }

  /**
   * Gives the orders, one after another. The session waits for others as long as before when this
   * returns.
   *
   * @throws MigrationException FREEZE_HELD when a lock of another session does not go
   */
  void give(List<String> orders) throws SQLException {
    String before = limit();
    if (before == null) {
      giveAll(orders);
      return;
    }
    limit(String.valueOf(SECONDS));
    try {
      giveAll(orders);
    } catch (SQLException | RuntimeException e) {
      try {
        limit(before);
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
    limit(before);
  }

  private void giveAll(List<String> orders) throws SQLException {
    try {
      for (String order : orders) {
        sql.execute(order);
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == WAITED_TOO_LONG) {
        throw held(e);
      }
      throw e;
    }
  }

  /** Null where the server has no such limit (OceanBase). */
  private @Nullable String limit() throws SQLException {
    try (ResultSet row = sql.executeQuery("SHOW SESSION VARIABLES LIKE '" + LIMIT + "'")) {
      return row.next() ? row.getString(2) : null;
    }
  }

  private void limit(String seconds) throws SQLException {
    sql.execute("SET SESSION " + LIMIT + " = " + seconds);
  }

  private static MigrationException held(SQLException cause) {
    return new MigrationException(
        JdbcError.FREEZE_HELD,
        ErrorContext.none(),
        "the server did not become read-only within "
            + SECONDS
            + " s, as another session holds a lock against it: by LOCK TABLES, a long UPDATE or"
            + " ALTER TABLE, or a backup (SHOW FULL PROCESSLIST lists them)",
        cause);
  }
}
