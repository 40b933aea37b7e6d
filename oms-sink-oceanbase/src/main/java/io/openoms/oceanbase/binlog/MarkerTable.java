package io.openoms.oceanbase.binlog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.TableDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A row of each project in the tenant, which is changed so that the change is seen in the log.
 * Thread-safe; every call blocks.
 */
final class MarkerTable {

  /** The database of what this library keeps at a source; catalogs leave it out. */
  static final String DATABASE = "oms_capture";

  private static final String TABLE = DATABASE + ".marker";
  private static final ObjectName NAME = new ObjectName(DATABASE, "marker");
  private static final String FORM = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";
  private static final String DOING = "marking a place in the log";

  private final FamilyServer tenant;
  private final Connections connections;
  private final String project;

  MarkerTable(FamilyServer tenant, String project) {
    this.tenant = tenant;
    this.connections = tenant.connections();
    this.project = Literals.text(project);
  }

  /** Makes the table and the project's row, where they are missing. */
  void create() {
    execute("CREATE DATABASE IF NOT EXISTS " + DATABASE);
    execute(
        "CREATE TABLE IF NOT EXISTS "
            + TABLE
            + " (project VARCHAR(128)"
            + FORM
            + " PRIMARY KEY, mark VARCHAR(36)"
            + FORM
            + ")");
    write("");
  }

  /** Whether the project has its row. */
  boolean isThere() {
    return !isEmpty(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = '"
                + DATABASE
                + "' AND table_name = 'marker'")
        && !isEmpty("SELECT 1 FROM " + TABLE + " WHERE project = " + project);
  }

  /** Changes the project's row: a transaction of its own. */
  void write(String mark) {
    execute(
        "INSERT INTO "
            + TABLE
            + " (project, mark) VALUES ("
            + project
            + ", "
            + Literals.text(mark)
            + ") ON DUPLICATE KEY UPDATE mark = VALUES(mark)");
  }

  /** The table as it is captured, with all its columns; empty where it is not there. */
  Optional<CapturedTable> captured() {
    return tenant.catalog().table(NAME).map(MarkerTable::captured);
  }

  private static CapturedTable captured(TableDefinition table) {
    return new CapturedTable(0, table, Optional.empty(), table.columns());
  }

  /** The number of the column that holds the mark. */
  static int markColumn() {
    return 1;
  }

  /** Removes the project's row, and with the last one the table, and what is empty then. */
  void remove() {
    if (!isThere()) {
      return;
    }
    execute("DELETE FROM " + TABLE + " WHERE project = " + project);
    if (isEmpty("SELECT 1 FROM " + TABLE + " LIMIT 1")) {
      execute("DROP TABLE IF EXISTS " + TABLE);
    }
    if (isEmpty(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = '" + DATABASE + "'")) {
      execute("DROP DATABASE IF EXISTS " + DATABASE);
    }
  }

  private void execute(String sql) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), DOING);
    }
  }

  private boolean isEmpty(String sql) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return !rows.next();
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), DOING);
    }
  }
}
