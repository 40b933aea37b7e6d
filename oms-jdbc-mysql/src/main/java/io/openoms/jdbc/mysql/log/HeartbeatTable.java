package io.openoms.jdbc.mysql.log;

import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.Heartbeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A table with one row of each project, in a database of its own. Thread-safe. */
public final class HeartbeatTable implements Heartbeat {

  /** No database of the user's: catalogs leave it out. */
  public static final String DATABASE = "oms_heartbeat";

  private static final String TABLE = DATABASE + ".heartbeat";
  private static final List<String> DEFINITION =
      List.of(
          "CREATE DATABASE IF NOT EXISTS " + DATABASE,
          "CREATE TABLE IF NOT EXISTS "
              + TABLE
              + " (project VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL"
              + " PRIMARY KEY, beats BIGINT NOT NULL, beat_at DATETIME(6) NOT NULL)"
              + " ENGINE = InnoDB");

  private final Connections connections;

  /** The table behind those connections. */
  public HeartbeatTable(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void prepare() {
    execute(DEFINITION, "making the table of heartbeats");
  }

  @Override
  public void beat(String project) {
    String sql =
        "INSERT INTO "
            + TABLE
            + " VALUES ("
            + Literals.text(project)
            + ", 1, UTC_TIMESTAMP(6))"
            + " ON DUPLICATE KEY UPDATE beats = beats + 1, beat_at = VALUES(beat_at)";
    execute(List.of(sql), "writing a heartbeat");
  }

  private void execute(List<String> statements, String doing) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), doing);
    }
  }
}
