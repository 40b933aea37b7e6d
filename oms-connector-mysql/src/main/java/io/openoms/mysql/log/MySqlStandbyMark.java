package io.openoms.mysql.log;

import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.spi.data.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The position of what a replica of MySQL shows. It counts a transaction as executed before it
 * gives up the locks of its tables, so what is counted while a table is locked is what its rows
 * hold. Stateless; thread-safe.
 */
final class MySqlStandbyMark implements LogMark {

  @Override
  public boolean snapshotsKnowTheirPosition() {
    return false;
  }

  @Override
  public Optional<Position> ofSnapshot(Statement statement) {
    return Optional.empty();
  }

  @Override
  public Optional<Position> current(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
      rows.next();
      return Optional.of(LogMark.named(rows.getString(1).replace("\n", "")));
    }
  }
}
