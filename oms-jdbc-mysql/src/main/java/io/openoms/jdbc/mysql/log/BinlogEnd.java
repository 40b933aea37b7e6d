package io.openoms.jdbc.mysql.log;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.mysql.connection.Connections;
import io.openoms.jdbc.mysql.connection.SqlFailures;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Where the binary log of MySQL or MariaDB ends: file, offset and GTIDs, as {@code binlog/1
 * file=binlog.000002 offset=157 gtids=…}, and {@code server=…} where no GTIDs are. Thread-safe.
 */
public final class BinlogEnd implements LogMark {

  /** The user lacks REPLICATION CLIENT (MariaDB: BINLOG MONITOR). */
  private static final int PRIVILEGE_MISSING = 1227;

  /** MySQL 8.2 renamed the statement and 8.4 dropped the old name; MariaDB keeps it. */
  private static final int SYNTAX = 1064;

  private final Connections connections;
  private final boolean mariaDb;

  /** Whose files they are, where transactions have no names that hold at other servers, too. */
  private final String server;

  /** The log of the server with those facts. */
  public BinlogEnd(Connections connections, ServerFacts facts) {
    this.connections = connections;
    this.mariaDb = facts.product().equals("MariaDB");
    boolean named = mariaDb || facts.setting("gtid_mode", "OFF").equalsIgnoreCase("ON");
    String uuid = facts.setting("server_uuid", "");
    this.server = named || uuid.isEmpty() ? "" : " server=" + uuid;
  }

  /** The end of the log now; empty when this user may not ask. Blocks. */
  public Optional<Position> current() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return status(statement);
    } catch (SQLException e) {
      if (e.getErrorCode() == PRIVILEGE_MISSING) {
        return Optional.empty();
      }
      throw SqlFailures.of(e, ErrorContext.none(), "asking where the binary log ends");
    }
  }

  @Override
  public boolean snapshotsKnowTheirPosition() {
    return mariaDb;
  }

  @Override
  public Optional<Position> current(Statement statement) throws SQLException {
    return status(statement);
  }

  @Override
  public Optional<Position> ofSnapshot(Statement statement) throws SQLException {
    String file = "";
    String offset = "";
    try (ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'binlog_snapshot_%'")) {
      while (rows.next()) {
        boolean isFile = rows.getString(1).equalsIgnoreCase("binlog_snapshot_file");
        boolean isOffset = rows.getString(1).equalsIgnoreCase("binlog_snapshot_position");
        file = isFile ? rows.getString(2) : file;
        offset = isOffset ? rows.getString(2) : offset;
      }
    }
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String place = "binlog/1 file=" + file + " offset=" + offset + " gtids=";
    try (ResultSet rows =
        statement.executeQuery("SELECT BINLOG_GTID_POS('" + file + "', " + offset + ")")) {
      rows.next();
      String gtids = rows.getString(1);
      return Optional.of(new Position(place + (gtids == null ? "" : gtids)));
    }
  }

  private Optional<Position> status(Statement statement) throws SQLException {
    try {
      return read(statement, mariaDb ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS");
    } catch (SQLException e) {
      if (mariaDb || e.getErrorCode() != SYNTAX) {
        throw e;
      }
      return read(statement, "SHOW MASTER STATUS");
    }
  }

  private Optional<Position> read(Statement statement, String sql) throws SQLException {
    String place;
    String gtids;
    try (ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return Optional.empty();
      }
      place = "binlog/1 file=" + rows.getString(1) + " offset=" + rows.getLong(2) + " gtids=";
      gtids = mariaDb ? "" : rows.getString("Executed_Gtid_Set");
    }
    if (mariaDb) {
      try (ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.gtid_binlog_pos")) {
        rows.next();
        gtids = rows.getString(1);
      }
    }
    return Optional.of(new Position(place + gtids.replace("\n", "") + server));
  }
}
