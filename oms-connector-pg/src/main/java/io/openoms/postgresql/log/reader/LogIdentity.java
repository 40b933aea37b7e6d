package io.openoms.postgresql.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.position.LogPosition;
import java.util.List;

/** Which log a server has. Stateless. */
final class LogIdentity {

  /** The name of a file of the log begins with its timeline. */
  private static final String QUESTION =
      "SELECT system_identifier, CASE WHEN pg_catalog.pg_is_in_recovery() THEN '' ELSE"
          + " substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8)"
          + " END FROM pg_catalog.pg_control_system()";

  private static final int HEXADECIMAL = 16;

  private LogIdentity() {}

  /**
   * The log's beginning. Blocks.
   *
   * @throws MigrationException SERVER_IS_STANDBY when the server only follows another one
   */
  static LogPosition of(LogSession session) {
    List<String> row = session.rows(QUESTION).get(0);
    if (row.get(1).isEmpty()) {
      throw new MigrationException(
          LogError.SERVER_IS_STANDBY,
          ErrorContext.none(),
          "the server follows another one, and no slot of the project can be made here");
    }
    return new LogPosition(row.get(0), Integer.parseInt(row.get(1), HEXADECIMAL), 0);
  }

  /**
   * Requires that a position is of a log.
   *
   * @throws MigrationException LOG_REPLACED when it is not
   */
  static void require(LogPosition position, LogPosition log) {
    if (!position.isOfLog(log)) {
      throw new MigrationException(
          LogError.LOG_REPLACED,
          ErrorContext.none().withPosition(position.position().text()),
          "the position is of timeline "
              + position.timeline()
              + " of the cluster "
              + position.system()
              + ", and the server is at timeline "
              + log.timeline()
              + " of "
              + log.system()
              + ": it was promoted or restored, or is another one");
    }
  }
}
