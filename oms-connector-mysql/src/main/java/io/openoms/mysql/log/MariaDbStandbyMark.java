package io.openoms.mysql.log;

import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.spi.data.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position of what a replica of MariaDB shows. It counts a transaction later than it shows it,
 * so no lock makes a position exact. But it keeps the last name of each domain in an InnoDB table,
 * in the transaction's own commit: a snapshot of that table tells the position of all others.
 * Stateless; thread-safe.
 */
final class MariaDbStandbyMark implements LogMark {

  @Override
  public boolean snapshotsKnowTheirPosition() {
    return true;
  }

  @Override
  public Optional<Position> ofSnapshot(Statement statement) throws SQLException {
    try (ResultSet tables =
        statement.executeQuery(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'mysql'"
                + " AND table_name LIKE 'gtid\\_slave\\_pos%'"
                + " HAVING COUNT(*) = 1 AND MAX(engine) = 'InnoDB'")) {
      if (!tables.next()) {
        return Optional.empty();
      }
    }
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT domain_id, server_id, seq_no FROM mysql.gtid_slave_pos WHERE (domain_id, sub_id)"
                + " IN (SELECT domain_id, MAX(sub_id) FROM mysql.gtid_slave_pos GROUP BY domain_id)"
                + " ORDER BY domain_id")) {
      while (rows.next()) {
        names.add(rows.getString(1) + "-" + rows.getString(2) + "-" + rows.getString(3));
      }
    }
    return Optional.of(LogMark.named(String.join(",", names)));
  }

  @Override
  public Optional<Position> current(Statement statement) {
    return Optional.empty();
  }
}
