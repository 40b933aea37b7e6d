package io.openoms.jdbc.mysql.log;

import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells where what a standby shows stands in its primary's log, by the transactions' own names.
 *
 * <p>MySQL counts a transaction as executed before it gives up the locks of its tables, so what is
 * counted while a table is locked is what its rows hold. MariaDB counts afterwards, but keeps the
 * last name of each domain in an InnoDB table, in the transaction's own commit: a snapshot of that
 * table tells the position of all others. Stateless.
 */
public final class StandbyMark implements LogMark {

  private final boolean mariaDb;

  /** The mark of the standby with those facts. */
  public StandbyMark(ServerFacts standby) {
    this.mariaDb = standby.product().equals("MariaDB");
  }

  @Override
  public boolean snapshotsKnowTheirPosition() {
    return mariaDb;
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
    return Optional.of(named(String.join(",", names)));
  }

  /** MariaDB counts a transaction later than it shows it: no lock makes that exact. */
  @Override
  public Optional<Position> current(Statement statement) throws SQLException {
    if (mariaDb) {
      return Optional.empty();
    }
    try (ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
      rows.next();
      return Optional.of(named(rows.getString(1).replace("\n", "")));
    }
  }

  private static Position named(String gtids) {
    return new Position("binlog/1 gtids=" + gtids);
  }
}
